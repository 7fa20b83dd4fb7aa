using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>What the administrator should know of a container: each sentence names what does not count, and the setting that changes it.</summary>
internal sealed class Notices
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>A share in env.</summary>
    public void ShareIgnored(string told) => Ignored(told, "on this machine", "environment", "\"shares\"");

    /// <summary>GPUs, or devices beside them, in env.</summary>
    public void DevicesIgnored(string told, RequestPolicy policy) => Ignored(
        told, policy.Environment == EnvironmentRequests.None ? "on this machine" : "in a container that is not privileged", "environment", "\"all\"");

    /// <summary>GPUs by mounts.</summary>
    public void MountIgnored(string destination) => Ignored($"the mount at {Shown.Of(destination)}", "on this machine", "volumeMounts", "true");

    private void Ignored(string what, string where, string setting, string value) =>
        _sentences.Add($"{what} does not count {where}; \"requests.{setting}\": {value} in {HostSettings.DefaultFile} changes that");
}
