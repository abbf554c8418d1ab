using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Checks the invariants of added and modified entities before anything is written: also of what was changed beside their guarded members, through the tracker or by reflection.</summary>
/// <remarks>
/// An owner is checked as well when something it owns was added, modified or deleted. An entity whose collections hold other entities is not: those are entities of their own.
/// Statements beside the tracker (<c>ExecuteUpdate</c>, SQL) are not seen.
/// </remarks>
public sealed class InvariantSaveChangesInterceptor : SaveChangesInterceptor
{
    /// <inheritdoc/>
    /// <exception cref="InvariantViolationException">An entity's invariant does not hold. Nothing was written.</exception>
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData?.Context);
        return result;
    }

    /// <inheritdoc/>
    /// <exception cref="InvariantViolationException">An entity's invariant does not hold. Nothing was written.</exception>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData?.Context);
        return new(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is null)
        {
            return;
        }

        // A copy: a condition is code, and may load what it reads.
        var entries = context.ChangeTracker.Entries().ToList();
        var owners = new HashSet<IReadOnlyEntityType>();
        foreach (var entry in entries.Where(IsChanged))
        {
            for (var owner = Owner(entry.Metadata); owner is not null; owner = Owner(owner))
            {
                owners.Add(owner);
            }
        }

        foreach (var entry in entries)
        {
            if (entry.State is EntityState.Added or EntityState.Modified
                || (entry.State == EntityState.Unchanged && owners.Any(o => o.IsAssignableFrom(entry.Metadata))))
            {
                InvariantCheck.Of(entry.Entity.GetType())?.Invoke(entry.Entity);
            }
        }
    }

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static IReadOnlyEntityType? Owner(IReadOnlyEntityType type) => type.FindOwnership()?.PrincipalEntityType;
}
