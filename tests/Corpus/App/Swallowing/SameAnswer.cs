using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corpus.Swallowing.SameAnswer;

public sealed record Outcome(bool Ok, string? Error = null)
{
    public static readonly Outcome Success = new(true);

    public static Outcome Done() => new(true);

    public static Outcome Fail() => new(false);
}

public enum Step
{
    None,
    Saved,
    Failed,
}

public sealed class Handlers(DbContext db)
{
    // case: a static member on both ways
    public async Task<Outcome> MemberAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return Outcome.Success;
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return Outcome.Success;
        }
    }

    // case: a factory that is given nothing
    public Outcome Factory()
    {
        try
        {
            db.SaveChanges();
            return Outcome.Done();
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return Outcome.Done();
        }
    }

    // case: the same member of an enumeration
    public async Task<Step> MarkAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return Step.Saved;
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return Step.Saved;
        }
    }

    // case: an answer of an endpoint
    public async Task<IResult> AcceptedAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return Results.Accepted();
        }
        catch (NpgsqlException) // expect: IC2102
        {
            return Results.Accepted();
        }
    }

    // look-alike: another factory
    public async Task<Outcome> OtherFactoryAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return Outcome.Done();
        }
        catch (NpgsqlException)
        {
            return Outcome.Fail();
        }
    }

    // look-alike: the same constructor, another argument
    public async Task<Outcome> ArgumentAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return new Outcome(true);
        }
        catch (NpgsqlException)
        {
            return new Outcome(false);
        }
    }

    // look-alike: one of the other ways answers the same, success does not
    public async Task<Step> SomeAsync(int id)
    {
        if (id == 0)
        {
            return Step.Failed;
        }

        try
        {
            await db.SaveChangesAsync();
            return Step.Saved;
        }
        catch (NpgsqlException)
        {
            return Step.Failed;
        }
    }

    // look-alike: another answer of an endpoint
    public async Task<IResult> ConflictAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return Results.Accepted();
        }
        catch (NpgsqlException)
        {
            return Results.Conflict();
        }
    }
}

public sealed class Formats(DbContext db)
{
    // look-alike: refused before anything was tried, or failed: no is what both say, and yes what success says
    public async Task<bool> RetireAsync(string extension)
    {
        if (extension.Length == 0)
        {
            return false;
        }

        db.Remove(extension);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    // case: what is tried finds out that there is nothing to do, and an outage says the same
    public async Task<bool> RestoreAsync(string extension)
    {
        try
        {
            if (await db.FindAsync<object>(extension) is null)
            {
                return false;
            }

            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException) // expect: IC2102
        {
            return false;
        }
    }

    // look-alike: what was made empty has been filled since
    public async Task<MemoryStream> UnpackAsync(Stream? upload)
    {
        if (upload is null)
        {
            return new MemoryStream();
        }

        var raw = new MemoryStream();
        await upload.CopyToAsync(raw);
        try
        {
            raw.Position = 0;
            using var packed = new System.IO.Compression.GZipStream(raw, System.IO.Compression.CompressionMode.Decompress, leaveOpen: true);
            var plain = new MemoryStream();
            await packed.CopyToAsync(plain);
            return plain;
        }
        catch (InvalidDataException)
        {
            raw.Position = 0;
            return raw;
        }
    }
}
