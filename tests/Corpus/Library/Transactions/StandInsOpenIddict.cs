// Packages that would bring too much with them: the catalogues know them by their full names.
namespace OpenIddict.Abstractions
{
    public interface IOpenIddictTokenManager
    {
        IAsyncEnumerable<object> FindBySubjectAsync(string subject, CancellationToken cancellationToken = default);

        ValueTask<string?> GetIdAsync(object token, CancellationToken cancellationToken = default);

        ValueTask<bool> TryRevokeAsync(object token, CancellationToken cancellationToken = default);

        ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken = default);
    }
}
