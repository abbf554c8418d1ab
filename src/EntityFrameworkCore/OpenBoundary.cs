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
    private volatile Failure? _doom;

    private OpenBoundary(DbContext context, in TransactionRequest request, IsolationLevel isolation)
    {
        _context = context;
        Request = request;
        Isolation = isolation;
    }

    public TransactionRequest Request { get; }

    /// <summary>What the transaction really has, where the provider says so.</summary>
    public IsolationLevel Isolation { get; }

    public static OpenBoundary? On(DbContext context) => Open.TryGetValue(context, out var boundary) ? boundary : null;

    /// <summary>Opens a boundary for the rest of the calling asynchronous method and everything it calls.</summary>
    public static OpenBoundary Begin(DbContext context, in TransactionRequest request, IsolationLevel isolation)
    {
        var boundary = new OpenBoundary(context, request, isolation);
        Open.Add(context, boundary);
        Flow.Value = boundary;
        return boundary;
    }

    public void End() => Open.Remove(_context);

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

    private sealed record Failure(string ContractId, Exception Cause);
}
