namespace Coaster.Scheduler.Leading;

/// <summary>By which times a lease goes.</summary>
/// <param name="Identity">Who this one is.</param>
/// <param name="Duration">After how long without a renewal the others may take it.</param>
/// <param name="Renewal">How often it is renewed, and looked at.</param>
/// <param name="Busy">For how long after a call of kube-scheduler it is not given to another one.</param>
/// <param name="Write">How long a binding may take that was begun while it was held.</param>
internal sealed record LeaseSettings(string Identity, TimeSpan Duration, TimeSpan Renewal, TimeSpan Busy, TimeSpan Write)
{
    /// <summary>The usual times.</summary>
    public static LeaseSettings Of(string identity, TimeSpan write) =>
        new(identity, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), write);
}
