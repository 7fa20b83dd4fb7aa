using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>What only containerd itself can say.</summary>
internal interface IContainerd
{
    /// <summary>The whole configuration that a file makes with all that it imports.</summary>
    /// <exception cref="ContainerdException">containerd refuses the file.</exception>
    TomlTable Dump(string path);

    /// <summary>The configuration that it has without a file.</summary>
    /// <exception cref="ContainerdException">It does not start.</exception>
    TomlTable Defaults();
}
