using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>The boundary that is open on a context: what inner boundaries join, and what their failure dooms.</summary>
internal sealed class OpenBoundary
{
    // By context and not by runner, since each guarded call may make a runner of its own. Weak, so that nothing outlives the context.
    private static readonly ConditionalWeakTable<DbContext, OpenBoundary> Open = [];

    private static readonly AsyncLocal<OpenBoundary?> Flow = new();

    private readonly DbContext _context;
    private readonly OpenBoundary? _outer = Flow.Value;
    private readonly OpenBoundary? _around;
    private volatile Failure? _doom;
    private volatile Func<CancellationToken, Task<bool>>? _evidence;

    private OpenBoundary(DbContext context, in TransactionRequest request, IsolationLevel isolation)
    {
        _context = context;
        _around = On(context);
        Depth = _around is null ? 0 : _around.Depth + 1;
        Request = request;
        Isolation = isolation;
    }

    public TransactionRequest Request { get; }

    /// <summary>What the transaction really has, where the provider says so.</summary>
    public IsolationLevel Isolation { get; }

    /// <summary>Asks whether the transaction has committed: by what this boundary, or one that has succeeded inside it, wrote into it.</summary>
    public Func<CancellationToken, Task<bool>>? Evidence => Request.HasCommitted ?? _evidence;

    /// <summary>How many savepoints it is away from the transaction's beginning.</summary>
    public int Depth { get; }

    /// <summary>Boundaries around the current code that have a transaction of their own, on whatever context.</summary>
    public static IEnumerable<(DbContext Context, TransactionRequest Request)> Around()
    {
        for (var boundary = Flow.Value; boundary is not null; boundary = boundary._outer)
        {
            // A flow that was started inside and not awaited still sees what has ended.
            if (boundary.Depth == 0 && boundary.IsOpen())
            {
                yield return (boundary._context, boundary.Request);
            }
        }
    }

    public static OpenBoundary? On(DbContext context) => Open.TryGetValue(context, out var boundary) ? boundary : null;

    /// <summary>Opens a boundary for the rest of the calling asynchronous method and everything it calls: on a savepoint when one is open on the context.</summary>
    public static OpenBoundary Begin(DbContext context, in TransactionRequest request, IsolationLevel isolation)
    {
        var boundary = new OpenBoundary(context, request, isolation);
        Open.AddOrUpdate(context, boundary);
        Flow.Value = boundary;
        return boundary;
    }

    public void End()
    {
        if (_around is null)
        {
            Open.Remove(_context);
        }
        else
        {
            Open.AddOrUpdate(_context, _around);
        }
    }

    /// <summary>Whether the current code runs inside this boundary, rather than beside it on the same context.</summary>
    public bool ContainsCurrentFlow()
    {
        for (var boundary = Flow.Value; boundary is not null; boundary = boundary._outer)
        {
            if (ReferenceEquals(boundary, this))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Demands that a boundary can become a part of this one.</summary>
    public void DemandJoinable(in TransactionRequest request)
    {
        DemandOneFlow(request);
        DemandUndoomed(request);
        if (!Isolation.Gives(request.Isolation))
        {
            throw Refusal.WeakerIsolation(this, request);
        }
    }

    /// <summary>Demands that the current code runs inside this boundary, rather than beside it.</summary>
    public void DemandOneFlow(in TransactionRequest request)
    {
        if (!ContainsCurrentFlow())
        {
            throw Refusal.ConcurrentUse(_context, request, Request.ContractId);
        }
    }

    /// <summary>An inner boundary has succeeded: what it has written commits with this one.</summary>
    public void Keep(Func<CancellationToken, Task<bool>>? evidence) => _evidence ??= evidence;

    /// <summary>An inner boundary has failed: whatever happens to its exception, this one cannot commit. The first failure counts.</summary>
    public void Doom(string contractId, Exception cause) => _doom ??= new(contractId, cause);

    /// <exception cref="TransactionDoomedException">An inner boundary has failed.</exception>
    public void DemandUndoomed(in TransactionRequest request)
    {
        if (_doom is { } doom)
        {
            throw new TransactionDoomedException(request.ContractId, request.Owner, doom.ContractId, doom.Cause);
        }
    }

    private bool IsOpen()
    {
        var open = On(_context);
        while (open is not null && !ReferenceEquals(open, this))
        {
            open = open._around;
        }

        return open is not null;
    }

    private sealed record Failure(string ContractId, Exception Cause);
}
