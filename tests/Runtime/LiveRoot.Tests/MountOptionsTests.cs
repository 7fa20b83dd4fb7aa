using Coaster.Posix;

namespace Coaster.LiveRoot.Tests;

public sealed class MountOptionsTests
{
    [Fact]
    public void Of_Options_AreTheKernelsAndTheRestIsLeftOut() => Assert.Equal(
        MountAttributes.ReadOnly | MountAttributes.NoSuid | MountAttributes.NoDevices | MountAttributes.NoExec,
        MountOptions.Of(["ro", "nosuid", "nodev", "noexec", "rbind", "rprivate"]));

    [Fact]
    public void Of_None_IsNone() => Assert.Equal(MountAttributes.None, MountOptions.Of(["rbind", "rw"]));
}
