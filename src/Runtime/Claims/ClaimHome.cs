namespace IntentContracts.Runtime;

/// <summary>Which store a call's claim lives in, and how far its transaction covers it. The table is in decision 32.</summary>
internal readonly record struct ClaimHome(IIdempotencyStore Store, ClaimPlace Place, bool IsMarked)
{
    /// <param name="runner">Of the boundary on the same member; null when there is none.</param>
    public static ClaimHome Of(IntentGuards guards, in IdempotentContract contract, ITransactionRunner? runner)
    {
        // From the claim on, unless a failure leaves nothing behind, or the code says when it begins to.
        var isMarked = contract.OnFault == FaultedClaim.Hold || (contract.OnFault == FaultedClaim.Auto && !contract.MarksEffects);
        var apart = new ClaimHome(guards.Store, ClaimPlace.Apart, isMarked);

        // A mark must be durable while the transaction is open, so it cannot be made on its connection.
        if (runner is null || contract.MarksEffects || EffectiveMode.Of(IntentGuards.Current, GuardKind.Transaction, GuardMode.Enforce) != GuardMode.Enforce)
        {
            return apart;
        }

        if (runner.Claims is not { } claims)
        {
            guards.TellOnce(contract.ContractId, GuardLog.ClaimApart);
            return apart;
        }

        return contract.OnFault != FaultedClaim.Hold ? new(claims, ClaimPlace.Inside, IsMarked: false)
            : runner.IsOpen ? apart
            : new(claims, ClaimPlace.Before, IsMarked: true);
    }
}
