// Stand in for what shows messages on pages, as far as the corpus uses it.
namespace AntDesign
{
    public interface IMessageService
    {
        void Error(string content, double? duration = null, Action? onClose = null);

        Task ErrorAsync(string content, double? duration = null, Action? onClose = null);

        void Success(string content, double? duration = null, Action? onClose = null);

        Task SuccessAsync(string content, double? duration = null, Action? onClose = null);
    }
}

namespace MudBlazor
{
    public enum Severity
    {
        Normal,
        Error,
    }

    public interface ISnackbar
    {
        object? Add(string message, Severity severity = Severity.Normal);
    }
}

namespace Radzen
{
    public enum NotificationSeverity
    {
        Error,
        Info,
    }

    public class NotificationService
    {
        public void Notify(NotificationSeverity severity, string summary) => Messages.Add(severity + summary);

        public List<string> Messages { get; } = [];
    }
}
