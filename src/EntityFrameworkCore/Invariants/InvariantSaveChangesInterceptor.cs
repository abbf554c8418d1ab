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
        var entries = context.ChangeTracker.Entries().Where(static e => e.State != EntityState.Detached).ToList();
        var toCheck = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries.Where(static e => e.State != EntityState.Unchanged))
        {
            if (entry.State != EntityState.Deleted)
            {
                toCheck.Add(entry.Entity);
            }

            for (var owner = UnchangedOwner(entry, entries); owner is not null; owner = UnchangedOwner(owner, entries))
            {
                toCheck.Add(owner.Entity);
            }
        }

        foreach (var entity in toCheck)
        {
            InvariantCheck.Of(entity.GetType())?.Invoke(entity);
        }
    }

    // By key and not by navigation, from which what was deleted has gone.
    private static EntityEntry? UnchangedOwner(EntityEntry owned, List<EntityEntry> entries)
    {
        if (owned.Metadata.FindOwnership() is not { } ownership)
        {
            return null;
        }

        var key = Values(owned, ownership.Properties);
        return entries.Find(e =>
            e.State == EntityState.Unchanged
            && ownership.PrincipalEntityType.IsAssignableFrom(e.Metadata)
            && Values(e, ownership.PrincipalKey.Properties).SequenceEqual(key));
    }

    private static IEnumerable<object?> Values(EntityEntry entry, IReadOnlyList<IProperty> properties) =>
        properties.Select(p => entry.State == EntityState.Deleted ? entry.Property(p).OriginalValue : entry.Property(p).CurrentValue);
}
