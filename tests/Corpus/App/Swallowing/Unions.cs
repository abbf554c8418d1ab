namespace Corpus.Swallowing.Unions;

// One of several things, as libraries of unions have it.
public readonly struct OneOf<T0, T1, T2>
{
    private readonly object? _value;

    private OneOf(object? value) => _value = value;

    public object? Value => _value;

    public static implicit operator OneOf<T0, T1, T2>(T0 value) => new(value);

    public static implicit operator OneOf<T0, T1, T2>(T1 value) => new(value);

    public static implicit operator OneOf<T0, T1, T2>(T2 value) => new(value);
}

public readonly struct Success;

public readonly struct NotFound;

public readonly struct Error;

public readonly struct Skipped;

public sealed record Hook(string Url);

// look-alike: the case that says that it failed, which the answer has for that; refused by the other side is the same to the caller
public sealed class Hooks(HttpClient http)
{
    public async Task<OneOf<Success, NotFound, Error>> SendAsync(Hook? hook, HttpContent content)
    {
        if (hook is null)
        {
            return new NotFound();
        }

        try
        {
            using var answer = await http.PostAsync(hook.Url, content);
            if (!answer.IsSuccessStatusCode)
            {
                return new Error();
            }

            return new Success();
        }
        catch (Exception)
        {
            return new Error();
        }
    }
}

// look-alike: a case that no success is
public sealed class PatientHooks(HttpClient http)
{
    public async Task<OneOf<string, Error, Skipped>> AskAsync(Hook hook)
    {
        try
        {
            return await http.GetStringAsync(hook.Url);
        }
        catch (HttpRequestException)
        {
            return new Skipped();
        }
    }
}

// case: the case of a success
public sealed class ProudHooks(HttpClient http)
{
    public async Task<OneOf<Success, NotFound, Error>> SendAsync(Hook hook, HttpContent content)
    {
        try
        {
            using var answer = await http.PostAsync(hook.Url, content);
            return answer.IsSuccessStatusCode ? new Success() : new Error();
        }
        catch (Exception) // expect: IC2102
        {
            return new Success();
        }
    }
}

// case: that there is nothing, whatever has failed
public sealed class HollowHooks(HttpClient http)
{
    public async Task<OneOf<string, NotFound, Error>> AskAsync(Hook hook)
    {
        try
        {
            return await http.GetStringAsync(hook.Url);
        }
        catch (Exception) // expect: IC2102
        {
            return new NotFound();
        }
    }
}
