namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>Whether the long matrices are asked for: COASTER_SOAK=1, as <c>./test.sh soak</c> sets it.</summary>
internal static class Soak
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("COASTER_SOAK") == "1";
}
