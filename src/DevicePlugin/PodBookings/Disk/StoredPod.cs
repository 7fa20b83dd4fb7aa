using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Disk;

/// <summary>A pod whose booking was accepted, as it outlives the agent.</summary>
/// <param name="Facts">The pod; its text is the accepted one.</param>
/// <param name="Text">The accepted text.</param>
internal sealed record StoredPod(PodFacts Facts, string Text);
