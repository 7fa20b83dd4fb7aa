using Coaster.Posix.Bpf;

namespace Coaster.Posix.Tests.Bpf;

/// <summary>A cgroup of version 2, gone after the test.</summary>
internal sealed class TestCgroup : IDisposable
{
    private readonly string _folder = Path.Combine(Hierarchy!, $"coaster-test-{Guid.NewGuid():N}");

    public TestCgroup()
    {
        Directory.CreateDirectory(_folder);
        Programs = CgroupDevicePrograms.Open(_folder);
    }

    public static string? Hierarchy { get; } =
        new[] { "/sys/fs/cgroup", "/sys/fs/cgroup/unified" }.FirstOrDefault(folder => File.Exists(folder + "/cgroup.controllers"));

    public CgroupDevicePrograms Programs { get; }

    public void Dispose()
    {
        Programs.Dispose();
        Directory.Delete(_folder);
    }
}
