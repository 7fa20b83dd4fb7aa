using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>
/// What stands for the host: a tree that looks like one, to which the attacks point. Nothing in it may change, nothing of it may be seen in a
/// container, and nothing may be mounted on it.
/// </summary>
internal sealed class Canary
{
    /// <summary>What stands in its files.</summary>
    public const string Secret = "the-words-of-the-host";

    private readonly TestMachine _machine;
    private readonly string _before;

    public Canary(TestMachine machine, string id)
    {
        _machine = machine;
        Path = machine.Folder(id + "-canary");
        foreach (var folder in (string[])["lib/x86_64-linux-gnu", "x86_64-linux-gnu", "bin", "dev", "sys/kernel", "nvidia-persistenced"])
            Directory.CreateDirectory($"{Path}/{folder}");
        foreach (var file in (string[])["shadow", "ld.so.cache", "lib/libcuda.so.1", "x86_64-linux-gnu/libcuda.so.1", "bin/nvidia-smi", "dev/nvidia0", "libcuda.so.1"])
            File.WriteAllText($"{Path}/{file}", Secret);
        _before = State();
    }

    public string Path { get; }

    /// <summary>Fails when anything on the machine's side is not as it was.</summary>
    public void AssertUntouched() => Assert.Equal(_before, State());

    /// <summary>The tree, the driver, and every mount that has to do with the test's folders; others use this machine too.</summary>
    private string State()
    {
        // What a container that is over leaves behind goes with the next look at the bookings.
        Bookings.Of(_machine);
        return string.Join('\n',
        [
            RootFolder.FingerprintOf(Path),
            DriverFiles(),
            .. File.ReadAllLines("/proc/self/mountinfo").Where(mount => mount.Contains(_machine.DriverRoot[..^"/sim/root".Length], StringComparison.Ordinal)),
        ]);
    }

    /// <summary>The simulated GPUs' state is there too, which the driver writes.</summary>
    private string DriverFiles() => Shell.Run(
        "sh", "-c", "cd \"$1\" && find . -path ./run/coaster-sim -prune -o -printf '%p %y %m %s %l %T@\\n' | sort; find usr -type f -exec sha256sum {} + | sort", "sh", _machine.DriverRoot);
}
