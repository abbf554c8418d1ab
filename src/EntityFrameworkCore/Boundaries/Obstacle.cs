namespace IntentContracts.EntityFrameworkCore;

/// <summary>Why something would wait for what the boundaries around it hold until it has ended.</summary>
/// <param name="Kind">What they hold.</param>
/// <param name="ContractId">Which of them.</param>
/// <param name="Held">How many connections they hold together.</param>
internal readonly record struct Obstacle(ObstacleKind Kind, string ContractId, int Held);

/// <summary>What is held.</summary>
internal enum ObstacleKind
{
    /// <summary>The connection itself, with their transaction on it.</summary>
    SharedConnection,

    /// <summary>SQLite's write lock.</summary>
    OneWriter,

    /// <summary>All connections of the pool.</summary>
    PoolExhausted,
}
