using AntDesign;
using MudBlazor;
using Radzen;

namespace Corpus.Swallowing.ShownOnPages;

public sealed class Orchard(HttpClient http)
{
    public async Task PruneAsync(string row)
    {
        using var pruned = await http.PostAsync("/rows/" + row, null);
        pruned.EnsureSuccessStatusCode();
    }
}

// look-alike: whoever sits before the page is told, and the message may fade by itself
public sealed class PruningPage(Orchard orchard, IMessageService messages)
{
    public bool IsBusy { get; private set; }

    public async Task PruneAsync(string row)
    {
        IsBusy = true;
        try
        {
            await orchard.PruneAsync(row);
            _ = messages.SuccessAsync("The row is pruned");
        }
        catch (Exception)
        {
            _ = messages.ErrorAsync("The row could not be pruned");
        }

        IsBusy = false;
    }
}

// look-alike: the same with other libraries
public sealed class OtherPages(Orchard orchard, ISnackbar snackbar, NotificationService notifications)
{
    public async Task PruneAsync(string row)
    {
        try
        {
            await orchard.PruneAsync(row);
        }
        catch (HttpRequestException)
        {
            snackbar.Add("Not pruned", MudBlazor.Severity.Error);
        }
    }

    public async Task PruneLateAsync(string row)
    {
        try
        {
            await orchard.PruneAsync(row);
        }
        catch (HttpRequestException)
        {
            notifications.Notify(NotificationSeverity.Error, "Not pruned");
        }
    }
}

// case: only success is shown
public sealed class CheerfulPage(Orchard orchard, IMessageService messages)
{
    public bool IsBusy { get; private set; }

    public async Task PruneAsync(string row)
    {
        IsBusy = true;
        try
        {
            await orchard.PruneAsync(row);
            _ = messages.SuccessAsync("The row is pruned");
        }
        catch (Exception) // expect: IC2102
        {
        }

        IsBusy = false;
    }
}
