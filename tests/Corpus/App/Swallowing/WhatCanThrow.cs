namespace Corpus.Swallowing.WhatCanThrow;

// look-alike: nothing in the try can be cancelled
public sealed class Chimneys
{
    public void Sweep(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, "soot"));
        }
        catch (OperationCanceledException)
        {
        }
    }
}

// case: a request is cancelled when its time is over
public sealed class Stoves(HttpClient http)
{
    public async Task LightAsync(string folder)
    {
        try
        {
            await http.PutAsync("/stove", null);
            File.Delete(Path.Combine(folder, "ash"));
        }
        catch (TaskCanceledException) // expect: IC2102
        {
        }
    }
}

// look-alike: a file is no request, and a request no file
public sealed class Ovens(HttpClient http)
{
    public void Store(string text)
    {
        try
        {
            File.WriteAllText("/var/oven", text);
        }
        catch (HttpRequestException)
        {
        }
    }

    public async Task HeatAsync()
    {
        try
        {
            await http.PutAsync("/oven", null);
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}

// case: of both in one try, each clause has its own
public sealed class Kilns(HttpClient http)
{
    public async Task FireAsync(string text)
    {
        try
        {
            await http.PutAsync("/kiln", null);
            await File.WriteAllTextAsync("/var/kiln", text);
        }
        catch (HttpRequestException) // expect: IC2102
        {
        }
        catch (IOException) // expect: IC2102
        {
        }
    }
}
