using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>What a container finds of the GPUs, seen from inside.</summary>
/// <param name="Nodes">The names below /dev.</param>
/// <param name="Opens">The GPUs whose numbers the device rules let it open, also by nodes that it makes itself.</param>
/// <param name="Gpus">How many the driver's own library shows.</param>
/// <param name="Files">The driver's files that are mounted, by their names.</param>
public sealed record Inside(string Nodes, string Opens, string Gpus, string Files)
{
    /// <summary>Prints one line for each; an allowed number has no driver behind it (ENXIO), a forbidden one must not be opened (EPERM).</summary>
    public const string Script = """
        echo "nodes: $(cd /dev; for n in nvidia*; do [ -e "$n" ] && printf '%s ' "$n"; done)"
        opens=
        for i in 0 1 2 3 4 5 6 7; do
            n=/dev/nvidia$i
            [ -e "$n" ] || { n=/dev/tried$i; mknod "$n" c 195 $i 2>/dev/null; }
            cat "$n" 2>&1 | grep -q 'No such device or address' && opens="$opens $i"
        done
        echo "opens:$opens"
        echo "gpus: $(nvidia-smi -L 2>/dev/null | grep -c GPU)"
        echo "files: $(awk '{print $5}' /proc/self/mountinfo | sed 's|.*/||' | grep -E '^(libcuda|libnvidia|nvidia-)' | sort -u | tr '\n' ' ')"
        """;

    private const string Compute = "libcuda.so libcuda.so.1 libnvidia-ml.so.1 nvidia-cuda-mps-control nvidia-cuda-mps-server nvidia-smi";

    /// <summary>What a container must find that was given these GPUs and nothing else.</summary>
    public static Inside Expected(params int[] gpus) => new(
        string.Join(' ', ((string[])["nvidia-uvm", "nvidia-uvm-tools", .. gpus.Order().Select(gpu => $"nvidia{gpu}"), "nvidiactl"])),
        string.Join(' ', gpus.Order()),
        $"{gpus.Length}",
        Compute);

    /// <summary>What a container finds that has nothing to do with GPUs.</summary>
    public static Inside Nothing { get; } = new("", "", "0", "");

    /// <summary>What a run of the script printed, whatever else stands around it.</summary>
    public static Inside Read(ProgramRun run) => new(Line(run, "nodes:"), Line(run, "opens:"), Line(run, "gpus:"), Line(run, "files:"));

    private static string Line(ProgramRun run, string name)
    {
        var line = run.Output.Split('\n').FirstOrDefault(line => line.Contains(name, StringComparison.Ordinal));
        return line is null
            ? throw new InvalidOperationException($"it printed no line '{name}', but: {run.Output} {run.Error}")
            : line[(line.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Trim();
    }
}
