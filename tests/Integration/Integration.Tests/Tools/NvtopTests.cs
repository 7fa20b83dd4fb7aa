using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Tools;

/// <summary>Debian's own nvtop, unmodified, on a terminal: proof from outside that the simulated driver speaks NVML's ABI.</summary>
public sealed class NvtopTests(TestMachine machine) : IClassFixture<TestMachine>
{
    [Fact]
    public void Nvtop_EightGpusAndAContainer_ShowsNamesMemoryAndProcesses()
    {
        using var container = machine.Start("device=0", "gpu-workload --mem 4096 --seconds 60", "--name", "busy");
        container.WaitForOutput("holding 4096 MiB");

        var screen = Screen();

        for (var gpu = 0; gpu < TestMachine.Gpus; gpu++)
            Assert.Matches($@"Device {gpu} \[NVIDIA H200\]", screen);
        // What the container holds, its context, and the driver's own reserve.
        Assert.Matches(@"MEM\[\|+ *5\.\d+Gi/140\.\d+Gi\]", screen);
        Assert.Matches(@"root +0 +Compute +\d+% +4\d{3}MiB .* gpu-workload --mem 4096", screen);
    }

    private string Screen()
    {
        var program = Nvtop();
        var libraries = Directory.GetDirectories(Path.Combine(machine.DriverRoot, "usr/lib")).Single();
        // Wide and high, so that nothing is left out; drawn until it is complete.
        var script = """
            tmux -L coaster-nvtop -f /dev/null new-session -d -x 220 -y 90 "LD_LIBRARY_PATH=$1 TERM=xterm-256color $2"
            for i in $(seq 100); do
                sleep 0.2
                tmux -L coaster-nvtop capture-pane -p > "$3"
                grep -q gpu-workload "$3" && break
            done
            tmux -L coaster-nvtop kill-server
            cat "$3"
            """;
        return ProgramRun.Run("bash", ["-c", script, "bash", libraries, program, Path.Combine(machine.Folder("nvtop"), "screen")]).MustSucceed().Output;
    }

    private static string Nvtop()
    {
        var folder = Path.Combine(RepositoryFolder.Path, "artifacts/nvtop");
        ProgramRun.Run("bash",
        [
            "-c", "cd \"$1\" && . build/lib.sh && package_file /usr/share/doc/libncursesw6 libncursesw6 && step nvtop fetch_nonfree \"$2\" nvtop",
            "bash", RepositoryFolder.Path, folder,
        ]).MustSucceed();
        return Path.Combine(folder, "usr/bin/nvtop");
    }
}
