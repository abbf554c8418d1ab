using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Swallowing.MadeUpResponses;

// case: all is well, whatever happened
public sealed class Smile(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, DbContext db)
    {
        try
        {
            await next(context);
            await db.SaveChangesAsync();
        }
        catch (Exception) // expect: IC2102
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status200OK;
                await context.Response.WriteAsJsonAsync(new { success = true });
            }
        }
    }
}

// case: the sender of the hook need not know
public sealed class Hook(DbContext db)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            await context.Response.WriteAsync("OK");
        }
    }
}

// case: a method of ours says it
public sealed class Nod(DbContext db)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) // expect: IC2102
        {
            await AcceptAsync(context);
        }
    }

    private static async Task AcceptAsync(HttpContext context)
    {
        context.Response.StatusCode = 202;
        await context.Response.WriteAsync("accepted");
    }
}

// look-alike: it says no
public sealed class Frown(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, DbContext db)
    {
        try
        {
            await next(context);
            await db.SaveChangesAsync();
        }
        catch (Exception)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            await context.Response.WriteAsJsonAsync(new { success = false });
        }
    }
}

// look-alike: the status says it
public sealed class Refusal(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, DbContext db)
    {
        try
        {
            await next(context);
            await db.SaveChangesAsync();
        }
        catch (Exception)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(new { later = true });
        }
    }
}

// look-alike: the text says it
public sealed class Page(DbContext db)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            context.Response.StatusCode = 200;
            await context.Response.WriteAsync("Please try again in a minute.");
        }
    }
}
