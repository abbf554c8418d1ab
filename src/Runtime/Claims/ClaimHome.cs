namespace IntentContracts.Runtime;

/// <summary>Which store a call's claim lives in, and how far its transaction covers it. The table is in decision 32.</summary>
/// <param name="HasBoundary">The body begins inside the boundary of the same member: what fails before that has not run it.</param>
internal readonly record struct ClaimHome(IIdempotencyStore Store, ClaimPlace Place, bool IsMarked, bool HasBoundary)
{
    /// <param name="runner">Of the boundary on the same member; null when there is none.</param>
    /// <exception cref="IntentContractException">The claim would have to be durable before its effect, inside a transaction that is open already.</exception>
    public static ClaimHome Of(IntentGuards guards, in IdempotentContract contract, ITransactionRunner? runner)
    {
        // From the claim on, unless a failure leaves nothing behind, or the code says when it begins to.
        var isMarked = contract.OnFault == FaultedClaim.Hold || (contract.OnFault == FaultedClaim.Auto && !contract.MarksEffects);
        var apart = new ClaimHome(guards.Store, ClaimPlace.Apart, isMarked, runner is not null);
        if (runner is null)
        {
            return apart;
        }

        if (runner.Claims is not { } claims)
        {
            guards.TellOnce(contract.ContractId, GuardLog.ClaimApart);
            return apart;
        }

        // A mark must be durable while the transaction is open, so it cannot be made on its connection.
        if (contract.MarksEffects)
        {
            if (guards.Store is InMemoryIdempotencyStore)
            {
                guards.TellOnce(contract.ContractId, GuardLog.MarksInMemory);
            }

            return apart;
        }

        // Wherever the transaction is, the key is looked for in one place: another mode must not make it free.
        if (EffectiveMode.Of(IntentGuards.Current, GuardKind.Transaction, GuardMode.Enforce) != GuardMode.Enforce)
        {
            return new(claims, ClaimPlace.Before, isMarked, HasBoundary: true);
        }

        if (contract.OnFault != FaultedClaim.Hold)
        {
            return new(claims, ClaimPlace.Inside, IsMarked: false, HasBoundary: true);
        }

        return !runner.IsOpen
            ? new(claims, ClaimPlace.Before, IsMarked: true, HasBoundary: true)
            : throw new IntentContractException(
                $"{ContractText.Name(contract.ContractId)} declares OnFault = FaultedClaim.Hold, and inside a transaction that is open already its claim cannot be durable before its effect: call it outside, or declare Auto there{ContractText.Owner(contract.Owner)}",
                contract.ContractId,
                RuleAreas.Idempotency,
                contract.Owner);
    }
}
