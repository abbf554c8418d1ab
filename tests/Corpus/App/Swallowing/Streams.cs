using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Streams;

public sealed record Parcel(int Id);

public sealed class Parcels(HttpClient http, ILogger<Parcels> logger)
{
    // case: the stream ends as if it were complete
    public async IAsyncEnumerable<Parcel> AllAsync([EnumeratorCancellation] CancellationToken stop)
    {
        for (var page = 0; ; page++)
        {
            List<Parcel>? parcels;
            try
            {
                parcels = await http.GetFromJsonAsync<List<Parcel>>($"/parcels/{page}", stop); // expect: IC3102
            }
            catch (HttpRequestException) // expect: IC2102
            {
                yield break;
            }

            foreach (var parcel in parcels ?? [])
            {
                yield return parcel;
            }
        }
    }

    // case: what was begun in front of the try fails in it
    public async IAsyncEnumerable<Parcel> StreamAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var parcels = http.GetFromJsonAsAsyncEnumerable<Parcel>("/parcels", stop).GetAsyncEnumerator(stop);
        while (true)
        {
            try
            {
                if (!await parcels.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (HttpRequestException) // expect: IC2102
            {
                yield break;
            }

            if (parcels.Current is { } parcel)
            {
                yield return parcel;
            }
        }
    }

    // look-alike: recorded
    public async IAsyncEnumerable<Parcel> ToldAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var parcels = http.GetFromJsonAsAsyncEnumerable<Parcel>("/parcels", stop).GetAsyncEnumerator(stop);
        while (true)
        {
            try
            {
                if (!await parcels.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (HttpRequestException e)
            {
                logger.LogError(e, "The rest is missing");
                yield break;
            }

            if (parcels.Current is { } parcel)
            {
                yield return parcel;
            }
        }
    }

    // look-alike: whoever reads them learns of it
    public async IAsyncEnumerable<Parcel> ThrownAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var parcels = http.GetFromJsonAsAsyncEnumerable<Parcel>("/parcels", stop).GetAsyncEnumerator(stop);
        while (true)
        {
            try
            {
                if (!await parcels.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException("The rest is missing", e);
            }

            if (parcels.Current is { } parcel)
            {
                yield return parcel;
            }
        }
    }
}
