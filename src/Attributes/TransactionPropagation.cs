namespace IntentContracts;

/// <summary>What a boundary does about the one that is already open on the same context, or about there being none.</summary>
public enum TransactionPropagation
{
    /// <summary>Joins the open one, or begins one. When an inner boundary fails, the outer one cannot commit. The default.</summary>
    Required,

    /// <summary>
    /// Begins one of its own, whose commit does not wait for the one around. A context has one transaction at a time, so this needs a context of its own: on a context with an open boundary it is refused.
    /// </summary>
    RequiresNew,

    /// <summary>Joins the open one; refused when there is none.</summary>
    Mandatory,

    /// <summary>Begins none, and is refused inside one.</summary>
    Never,

    /// <summary>Inside an open one, sets a savepoint: a failure undoes what came after it, and the outer one can still commit. Begins one when there is none.</summary>
    Nested,
}
