using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Puts the table of claims into a model.</summary>
public static class IdempotencyClaimsModelBuilderExtensions
{
    /// <summary>Maps the table of claims: migrations contain it from now on, and boundaries on this context keep their claims in it.</summary>
    /// <remarks>PostgreSQL and SQLite (3.35 or later). Call it in <c>OnModelCreating</c>.</remarks>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="schema">The schema; the model's default when not given. SQLite has none.</param>
    /// <param name="table">The name of the table.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddIdempotencyClaims(this ModelBuilder modelBuilder, string? schema = null, string table = "intent_boundary_claims")
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        return modelBuilder.Entity<StoredClaim>(claim =>
        {
            if (schema is null)
            {
                claim.ToTable(table);
            }
            else
            {
                claim.ToTable(table, schema);
            }

            // Named here, whatever convention the model has for names: the store's statements know these.
            claim.HasKey(c => c.Claim);
            claim.Property(c => c.Claim).HasColumnName("claim").HasMaxLength(StoredClaim.ClaimLength).ValueGeneratedNever();
            claim.Property(c => c.ContractId).HasColumnName("contract_id").HasMaxLength(ClaimRequest.MaxContractIdLength);
            claim.Property(c => c.Fingerprint).HasColumnName("fingerprint");
            claim.Property(c => c.Attempt).HasColumnName("attempt");
            claim.Property(c => c.State).HasColumnName("state");
            claim.Property(c => c.IsMarked).HasColumnName("is_marked");
            claim.Property(c => c.ClaimedAt).HasColumnName("claimed_at");
            claim.Property(c => c.LeaseEnds).HasColumnName("lease_ends");
            claim.Property(c => c.Retention).HasColumnName("retention");
            claim.Property(c => c.ForgottenAt).HasColumnName("forgotten_at");
            claim.Property(c => c.Result).HasColumnName("result");

            // What the sweep looks for is at its beginning, what is held at its end.
            claim.HasIndex(c => c.ForgottenAt);
        });
    }
}
