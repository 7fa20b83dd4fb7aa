namespace Coaster.Contract;

/// <summary>A container's env by name. Of a variable that stands twice the last one counts, as it does for the container's process.</summary>
internal sealed class Variables
{
    public const string VisibleDevices = "NVIDIA_VISIBLE_DEVICES";
    public const string CudaVersion = "CUDA_VERSION";
    public const string RequirePrefix = "NVIDIA_REQUIRE_";
    public const string RequireCuda = RequirePrefix + "CUDA";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Variables(IEnumerable<string> env)
    {
        foreach (var variable in env)
            if (variable.IndexOf('=') is var equals and > 0)
                _values[variable[..equals]] = variable[(equals + 1)..];
    }

    /// <summary>The value, or null when the variable is not set.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>
    /// Whether the image is from before NVIDIA_VISIBLE_DEVICES: it then means all GPUs and all of the driver where it says nothing
    /// (NVIDIA's container toolkit, internal/config/image).
    /// </summary>
    public bool IsLegacyImage => !string.IsNullOrEmpty(this[CudaVersion]) && string.IsNullOrEmpty(this[RequireCuda]);

    /// <summary>The variables whose names begin like that, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix) =>
        _values.Where(variable => variable.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(variable => variable.Key, StringComparer.Ordinal);
}
