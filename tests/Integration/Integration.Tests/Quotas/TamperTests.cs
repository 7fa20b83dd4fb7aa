using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>What a container may try against the files and settings by which its share is held.</summary>
public sealed class TamperTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    private const long Limit = 2 * QuotaMachine.GiB;
    private const string Fill = "quota-probe-dlopen fill alloc --granule 32";

    [Fact]
    public void Files_OfTheShare_CannotBeChanged()
    {
        var facts = machine.Probe("mem=2Gi,device=0", "quota-tamper files");

        Assert.Equal("0", facts["reached"]);
        Assert.Equal("EACCES", facts["mmap_writable"]);
        Assert.Equal("EACCES", facts["mprotect_writable"]);
        Assert.DoesNotContain("OK", facts.All("unlink"));
    }

    [Fact]
    public void Mounts_OfTheShare_CannotBeChanged() => Assert.Equal("0", machine.Probe("mem=2Gi,device=0", "quota-tamper mounts")["reached"]);

    /// <summary>Each of these runs the same program afterwards, which must find its share as small as before.</summary>
    [Theory]
    [InlineData("unset LD_PRELOAD LD_LIBRARY_PATH; ")]
    [InlineData("env -i /usr/bin/")]
    [InlineData("env LD_PRELOAD= LD_AUDIT= LD_BIND_NOW=1 ")]
    [InlineData("/lib64/ld-linux-x86-64.so.2 --preload '' --inhibit-cache --library-path /usr/lib/x86_64-linux-gnu:/lib/x86_64-linux-gnu /usr/bin/")]
    [InlineData("cp /usr/bin/quota-probe-dlopen /tmp/copy; chmod 4755 /tmp/copy; mv /tmp/copy /usr/bin/quota-probe-dlopen; ")]
    [InlineData("sh -c 'exec env -i \"$@\"' sh /usr/bin/")]
    [InlineData("ulimit -n 8; ")]
    [InlineData("cp \"$(find / -name libcuda.so.1 2>/dev/null | head -n 1)\" /tmp/other.so; QUOTA_PROBE_LIBCUDA=/tmp/other.so ")]
    public void Start_InAnotherWay_StopsAtTheLimit(string before)
    {
        var memory = machine.Watch(gpu: 1);

        var facts = machine.Probe("mem=2Gi,device=1", before + Fill);

        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", facts["result"]);
        Assert.Equal(Limit, facts.Number("total_before"));
        Assert.InRange(memory.Peak, Limit - (32 * QuotaMachine.MiB) + 1, Limit);
    }

    /// <summary>A container that spoils its counters gets less than its share, or nothing; never more.</summary>
    [Theory]
    [InlineData("cut")]
    [InlineData("garbage")]
    [InlineData("locks")]
    public void Counters_Spoiled_GiveNobodyMore(string attack)
    {
        var memory = machine.Watch(gpu: 2);

        var facts = machine.Probe("mem=2Gi,device=2", $"quota-tamper {attack} {Fill}");

        Assert.InRange(memory.Peak, 0, Limit);
        Assert.NotEmpty(facts.Text);
        Assert.Equal(Limit, machine.Probe("mem=2Gi,device=2", Fill).Number("total_before"));
    }

    [Fact]
    public void Image_WithMusl_IsRefusedAndBooksNothing()
    {
        using var image = new TempFolder();
        Shell.Run("cp", "-a", machine.Machine.Root.Path + "/.", image.Path);
        Shell.Run("sh", "-c", "find \"$1\" -name 'ld-linux*' -delete; find \"$1\" -name 'libc.so.6' -delete; : > \"$1/lib/ld-musl-x86_64.so.1\"; chmod +x \"$1/lib/ld-musl-x86_64.so.1\"", "sh", image.Path);

        var run = machine.Machine.Coaster("run", "--gpus", "mem=1Gi,core=10!", "--rootfs", image.Path, "--", "busybox", "true");

        Assert.Equal(125, run.ExitCode);
        Assert.Matches("^coaster: .*C library.*\n$", run.Error);
        Coaster.Integration.Tests.Machine.Bookings.AssertNothingLeft(machine.Machine);
    }

    [Fact]
    public void Oversubscription_NotAllowed_IsRefused()
    {
        using var first = machine.Machine.Start("mem=2Gi,core=60,device=3", "echo up; sleep 60");
        first.WaitForOutput("up");

        Assert.Equal(125, machine.Machine.Run("mem=2Gi,core=60,device=3", "true").ExitCode);
        Assert.Equal(125, machine.Machine.Run("mem=139Gi,core=10,device=3", "true").ExitCode);
        machine.Machine.Run("mem=2Gi,core=40,device=3", "true").MustSucceed();
    }
}
