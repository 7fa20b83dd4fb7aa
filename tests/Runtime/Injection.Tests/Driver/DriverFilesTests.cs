using Coaster.GpuModel;
using Coaster.Injection.Driver;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Driver;

public sealed class DriverFilesTests
{
    private const DriverCapabilities Everything64 = DriverCapabilities.All & ~DriverCapabilities.Compat32;

    public static TheoryData<DriverCapabilities, string> Matrix => new()
    {
        { DriverCapabilities.None, "" },
        { DriverCapabilities.Utility, "libnvidia-cfg.so.1 libnvidia-ml.so.1" },
        {
            DriverCapabilities.Compute,
            "libcuda.so.1 libcudadebugger.so.1 libnvidia-allocator.so.1 libnvidia-nvvm.so.4 libnvidia-opencl.so.1 libnvidia-ptxjitcompiler.so.1"
        },
        { DriverCapabilities.Video, "libnvcuvid.so.1 libnvidia-encode.so.1 libnvidia-opticalflow.so.1 vdpau/libvdpau_nvidia.so.1" },
        { DriverCapabilities.Graphics, "libEGL_nvidia.so.0 libGLX_nvidia.so.0 libnvidia-allocator.so.1 libnvidia-eglcore.so.570.124.06" },
        { DriverCapabilities.Display, "libEGL_nvidia.so.0 libGLX_nvidia.so.0 libnvidia-allocator.so.1 libnvidia-eglcore.so.570.124.06" },
        { DriverCapabilities.Ngx, "libnvidia-ngx.so.1" },
        { DriverCapabilities.Compat32, "" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Libraries_Capability_AreThoseOfTheTable(DriverCapabilities capability, string expected)
    {
        using var root = FakeDriver.Ubuntu();
        Assert.Equal(expected, Sonames(root, capability));
    }

    [Fact]
    public void Libraries_AllLayouts_GiveTheSame()
    {
        using var ubuntu = FakeDriver.Ubuntu();
        using var rhel = FakeDriver.Rhel();
        using var debian = FakeDriver.Debian();
        var expected = string.Join(' ', FakeDriver.Libraries.Select(library => library.Name.StartsWith("vdpau/", StringComparison.Ordinal)
            ? "vdpau/" + library.Soname
            : library.Soname).Order(StringComparer.Ordinal));
        Assert.Equal(expected, Sonames(ubuntu, Everything64));
        Assert.Equal(expected, Sonames(rhel, Everything64));
        Assert.Equal(expected, Sonames(debian, Everything64));
    }

    [Fact]
    public void Libraries_DebiansAlternatives_AreResolvedWithinTheRoot()
    {
        using var root = FakeDriver.Debian();
        Assert.All(Libraries(root, DriverCapabilities.Default), library =>
            Assert.Equal(root[$"usr/lib/x86_64-linux-gnu/nvidia/current/{library.Name}.so.570.124.06"], library.HostPath));
        Assert.Equal(
            [("nvidia-smi", root["usr/lib/nvidia/current/nvidia-smi"])],
            Find(root, files => files.Binaries(DriverCapabilities.Utility).ToList()));
    }

    [Fact]
    public void Libraries_Rhel32BitFolder_IsNotUsedUnasked()
    {
        using var root = FakeDriver.Rhel();
        Assert.All(Libraries(root, Everything64), library => Assert.True(library.Is64Bit));
    }

    [Fact]
    public void Libraries_Compat32_BringsBothClasses()
    {
        using var ubuntu = FakeDriver.Ubuntu();
        using var rhel = FakeDriver.Rhel();
        foreach (var root in (TempFolder[])[ubuntu, rhel])
            Assert.Equal(
                [(false, "libcuda.so.1"), (true, "libcuda.so.1")],
                Libraries(root, DriverCapabilities.Default | DriverCapabilities.Compat32)
                    .Where(library => library.Name == "libcuda").Select(library => (library.Is64Bit, library.Soname)).Order());
    }

    [Fact]
    public void Libraries_NoElfFile_IsLeftOut()
    {
        using var root = FakeDriver.Ubuntu().Write("usr/lib/x86_64-linux-gnu/libnvidia-cfg.so.570.124.06", "text");
        Assert.Equal("libnvidia-ml.so.1", Sonames(root, DriverCapabilities.Utility));
    }

    [Fact]
    public void Libraries_Fifo_DoesNotHang()
    {
        using var root = FakeDriver.Ubuntu();
        File.Delete(root["usr/lib/x86_64-linux-gnu/libnvidia-cfg.so.570.124.06"]);
        Shell.Run("mkfifo", root["usr/lib/x86_64-linux-gnu/libnvidia-cfg.so.570.124.06"]);
        Assert.Equal("libnvidia-ml.so.1", Sonames(root, DriverCapabilities.Utility));
    }

    [Fact]
    public void Libraries_LinkOutOfTheRoot_IsNotFollowed()
    {
        using var outside = new TempFolder().Write("evil", FakeElf.Of("libevil.so"));
        using var root = FakeDriver.Ubuntu().Link("usr/lib/x86_64-linux-gnu/libnvidia-nscq.so.570.124.06", outside["evil"]);
        Assert.DoesNotContain("evil", Sonames(root, DriverCapabilities.Utility), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_TwoOnDisk_IsTheKernels()
    {
        using var root = FakeDriver.Ubuntu().With("usr/lib/x86_64-linux-gnu", version: "580.1.2");
        Assert.Equal("570.124.06", Find(root, files => files.Version));
        Assert.All(Libraries(root, Everything64), library => Assert.EndsWith(".570.124.06", library.HostPath, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9.1", "570.9.1", "570.10", "570.10")]
    [InlineData("1000.1", "999.99", "570.124.06", "1000.1")]
    [InlineData("570.124.06", "570.124.6.bak", "570.124", "570.124.06")]
    public void Version_NoKernelModule_IsTheNewestFile(string first, string second, string third, string expected)
    {
        using var root = new TempFolder().Folder("proc/driver/nvidia");
        foreach (var version in (string[])[first, second, third])
            root.Write("usr/lib64/libcuda.so." + version, FakeElf.Of("libcuda.so.1"));
        Assert.Equal(expected, Find(root, files => files.Version));
    }

    [Theory]
    [InlineData("NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build  (dvs-builder@U22)\n")]
    [InlineData("NVRM version: NVIDIA UNIX aarch64 Kernel Module  570.124.06  Tue Mar  4 00:00:00 UTC 2025\nGCC version: 13.2.0\n")]
    [InlineData(FakeDriver.VersionText)]
    public void Version_KernelsText_IsRead(string text)
    {
        using var root = FakeDriver.Ubuntu().Write("proc/driver/nvidia/version", text);
        Assert.Equal("570.124.06", Find(root, files => files.Version));
    }

    [Fact]
    public void Find_OnlyAnotherVersion_NamesTheKernels()
    {
        using var root = FakeDriver.Kernel(new TempFolder()).With("usr/lib64", version: "580.1.2");
        var error = Assert.Throws<CoasterException>(() => Find(root, files => files.Version));
        Assert.Contains("the kernel module is version 570.124.06", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoDriver_NamesTheRootAndTheMend()
    {
        using var root = new TempFolder().Folder("proc/driver/nvidia");
        var error = Assert.Throws<CoasterException>(() => Find(root, files => files.Version));
        Assert.StartsWith("no NVIDIA driver under " + root.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("COASTER_DRIVER_ROOT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Firmware_Folder_GivesTheGspFilesOfThatVersion()
    {
        using var root = FakeDriver.Ubuntu().Write("lib/firmware/nvidia/580.1.2/gsp_ga10x.bin", "");
        Assert.Equal(
            ["/lib/firmware/nvidia/570.124.06/gsp_ga10x.bin"],
            Find(root, files => files.Firmware().Select(file => file.Path).ToList()));
    }

    [Theory]
    [InlineData(DriverCapabilities.Utility, "/run/nvidia-persistenced/socket /run/coaster-sim/state")]
    [InlineData(DriverCapabilities.Compute, "/run/coaster-sim/state")]
    [InlineData(DriverCapabilities.None, "")]
    public void Sockets_Capability_AreThoseThatAreThere(DriverCapabilities capability, string expected)
    {
        using var root = FakeDriver.Ubuntu();
        Assert.Equal(expected, Find(root, files => string.Join(' ', files.Sockets(capability).Select(socket => socket.Path))));
    }

    private static string Sonames(TempFolder root, DriverCapabilities capabilities) =>
        string.Join(' ', Libraries(root, capabilities).Select(library => library.Soname).Order(StringComparer.Ordinal));

    private static IReadOnlyList<DriverLibrary> Libraries(TempFolder root, DriverCapabilities capabilities) =>
        Find(root, files => files.Libraries(capabilities));

    private static T Find<T>(TempFolder folder, Func<DriverFiles, T> use)
    {
        using var root = RootDirectory.Open(folder.Path);
        return use(DriverFiles.Find(root, new DriverProc(root)));
    }
}
