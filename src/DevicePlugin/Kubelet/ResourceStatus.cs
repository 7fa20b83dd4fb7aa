namespace Coaster.Kubelet;

/// <summary>How it stands with one resource.</summary>
/// <param name="Resource">Its name.</param>
/// <param name="IsRegistered">Whether kubelet listens to it now.</param>
/// <param name="TimesRegistered">How often it was registered since the start.</param>
/// <param name="Healthy">How many devices kubelet may hand out.</param>
/// <param name="Unhealthy">How many it may not.</param>
/// <param name="Allocations">How many containers got devices.</param>
/// <param name="Errors">How often something failed.</param>
/// <param name="LastError">What failed last, in one line, or null.</param>
public sealed record ResourceStatus(
    string Resource, bool IsRegistered, long TimesRegistered, int Healthy, int Unhealthy, long Allocations, long Errors, string? LastError);
