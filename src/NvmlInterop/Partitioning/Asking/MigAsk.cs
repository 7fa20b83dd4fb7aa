using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Asking;

/// <summary>One MIG device that is asked for.</summary>
/// <param name="Name">Its name, such as <c>1g.18gb</c> or <c>1c.3g.71gb</c>.</param>
/// <param name="Profile">The GPU instance that it needs.</param>
/// <param name="ComputeSlices">How many of that one's compute slices it gets.</param>
public sealed record MigAsk(string Name, MigProfile Profile, int ComputeSlices);
