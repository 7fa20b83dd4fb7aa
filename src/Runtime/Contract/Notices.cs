using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>What the administrator should know of a container: each sentence names what does not count, why, and the setting that changes it.</summary>
/// <param name="container">The container.</param>
/// <param name="policy">What it may ask for.</param>
internal sealed class Notices(ContainerFacts container, RequestPolicy policy)
{
    private const string NotByEnv = "containers may not ask by env on this machine";
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>A share in env.</summary>
    public void ShareIgnored(string told) => Ignored(told, NotByEnv, "environment", "\"shares\"");

    /// <summary>GPUs, or devices beside them, in env.</summary>
    public void DevicesIgnored(string told) => Ignored(
        told,
        policy.Environment == EnvironmentRequests.None ? NotByEnv : "the container is not privileged and its image may have set it",
        "environment",
        container.IsPrivileged ? "\"shares\"" : "\"all\"");

    /// <summary>GPUs by mounts.</summary>
    public void MountIgnored(string destination) =>
        Ignored($"the mount at {Shown.Of(destination)}", "containers may not ask by mounts on this machine", "volumeMounts", "true");

    private void Ignored(string what, string why, string setting, string value) =>
        _sentences.Add($"ignored {what}, because {why}; \"requests.{setting}\": {value} in {HostSettings.DefaultFile} changes that");
}
