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
