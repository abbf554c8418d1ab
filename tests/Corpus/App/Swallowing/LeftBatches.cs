namespace Corpus.Swallowing.LeftBatches;

// case: full batches are waited for, and the rest of the last one is not
public sealed class Labels(string folder)
{
    public async Task PrintAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>();
        foreach (var parcel in parcels)
        {
            prints.Add(PrintAsync(parcel)); // expect: IC2103
            if (prints.Count == 16)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }
    }

    // case: a new list for each batch
    public async Task ReprintAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>(8);
        for (var i = 0; i < parcels.Count; i++)
        {
            var print = PrintAsync(parcels[i]); // expect: IC2103
            prints.Add(print);
            if (prints.Count >= 8)
            {
                await Task.WhenAll(prints);
                prints = new List<Task>(8);
            }
        }
    }

    // case: one leaves for each that comes when there are enough of them
    public async Task StreamAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>();
        foreach (var parcel in parcels)
        {
            prints.Add(PrintAsync(parcel)); // expect: IC2103
            if (prints.Count > 4)
            {
                var done = await Task.WhenAny(prints);
                prints.Remove(done);
                await done;
            }
        }
    }

    // look-alike: the rest is waited for behind the loop
    public async Task PrintAllAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>();
        foreach (var parcel in parcels)
        {
            prints.Add(PrintAsync(parcel));
            if (prints.Count == 16)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }

        if (prints.Count > 0)
        {
            await Task.WhenAll(prints);
        }
    }

    // look-alike: the last one ends its batch as well
    public async Task PrintToTheLastAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>();
        for (var i = 0; i < parcels.Count; i++)
        {
            prints.Add(PrintAsync(parcels[i]));
            if (prints.Count == 16 || i == parcels.Count - 1)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }
    }

    // look-alike: whoever asked gets what is left
    public async Task<List<Task>> BeginAsync(IReadOnlyList<string> parcels)
    {
        var prints = new List<Task>();
        foreach (var parcel in parcels)
        {
            prints.Add(PrintAsync(parcel));
            if (prints.Count == 16)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }

        return prints;
    }

    // look-alike: each turn has a list of its own, and waits for it
    public async Task PrintTwiceAsync(IReadOnlyList<string> parcels)
    {
        foreach (var parcel in parcels)
        {
            var prints = new List<Task>();
            for (var copy = 0; copy < 2; copy++)
            {
                prints.Add(PrintAsync(parcel));
            }

            if (prints.Count == 2)
            {
                await Task.WhenAll(prints);
            }
        }
    }

    // look-alike: it goes on until somebody stops it, and the next batch is full sooner or later
    public async Task WatchAsync(CancellationToken stop)
    {
        var prints = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            prints.Add(PrintAsync("sample"));
            if (prints.Count == 16)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }
    }

    // look-alike: the same without an end
    public async Task WatchForEverAsync()
    {
        var prints = new List<Task>();
        while (true)
        {
            prints.Add(PrintAsync("sample"));
            if (prints.Count == 16)
            {
                await Task.WhenAll(prints);
                prints.Clear();
            }
        }
    }

    private Task PrintAsync(string parcel) => File.WriteAllTextAsync(Path.Combine(folder, parcel + ".lbl"), parcel);
}
