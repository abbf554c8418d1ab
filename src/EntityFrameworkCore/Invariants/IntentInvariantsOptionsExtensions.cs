using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Lets a context check invariants before it saves.</summary>
public static class IntentInvariantsOptionsExtensions
{
    /// <summary>Adds an <see cref="InvariantSaveChangesInterceptor"/>: <c>SaveChanges</c> checks the invariants of added and modified entities before anything is written.</summary>
    /// <typeparam name="TBuilder">The builder's type, for chaining.</typeparam>
    /// <param name="options">The options of the context.</param>
    /// <returns>The same options.</returns>
    public static TBuilder UseIntentInvariants<TBuilder>(this TBuilder options)
        where TBuilder : DbContextOptionsBuilder
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddInterceptors(new InvariantSaveChangesInterceptor());
        return options;
    }
}
