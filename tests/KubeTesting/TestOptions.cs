using Coaster.KubeApi;

namespace Coaster.KubeTesting;

/// <summary>Bounds for tests: what is waited for between tries is short, what ends a test that hangs is long.</summary>
internal static class TestOptions
{
    public static KubernetesOptions Quick { get; } = new()
    {
        FirstReconnectDelay = TimeSpan.FromMilliseconds(1),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(20),
    };

    public static CancellationTokenSource Limit() => new(TimeSpan.FromMinutes(1));
}
