namespace IntentContracts;

/// <summary>Declares how long this member may take, with everything that it calls.</summary>
/// <remarks>
/// <para><b>Build</b>: the member must be a <c>partial</c> declaration that returns a task and takes a <c>CancellationToken</c> (IC0004, IC5003). <b>Run time</b>: the core's token is cancelled when the time
/// is up, or that of a deadline around it if that is earlier; the cancellation that follows becomes a <c>DeadlineExceededException</c>. A cancellation that the caller asked for stays a
/// cancellation with the caller's token. Code that does not look at its token is not stopped, and a success that comes late is a success.</para>
/// </remarks>
/// <param name="atMost">The time, as a <see cref="TimeSpan"/> in the invariant format: <c>"00:00:05"</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DeadlineAttribute(string atMost) : Attribute
{
    /// <summary>The time, as a <see cref="TimeSpan"/> in the invariant format.</summary>
    public string AtMost { get; } = atMost;
}
