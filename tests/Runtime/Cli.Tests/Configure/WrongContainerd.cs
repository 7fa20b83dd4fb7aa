using Coaster.Cli.Configure.Containerd;
using Coaster.Toml;

namespace Coaster.Cli.Tests.Configure;

/// <summary>A containerd that says something else of the files for which that is wanted.</summary>
internal sealed class WrongContainerd(Func<string, bool> when, Action<TomlTable> wrong) : IContainerd
{
    private readonly FakeContainerd _right = new(merges: false);

    public TomlTable Defaults() => _right.Defaults();

    public TomlTable Dump(string path)
    {
        var result = _right.Dump(path);
        if (when(path))
            wrong(result);
        return result;
    }
}
