using System.Diagnostics;
using System.Globalization;
using Coaster.Quota;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>
/// The driver's control program, <c>nvidia-cuda-mps-control</c>, with the commands of its second version
/// (https://docs.nvidia.com/deploy/mps/latest/mpsv2-interface.html).
/// </summary>
/// <param name="driverRoot">The driver that it is of.</param>
/// <param name="folder">The GPU's folder.</param>
/// <param name="uuid">The GPU.</param>
internal sealed class MpsControl(string driverRoot, MpsFolder folder, string uuid)
{
    private const string Name = "usr/bin/nvidia-cuda-mps-control";
    private const int MostCharacters = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>Whether that driver has the program.</summary>
    internal static bool IsThere(string driverRoot) => File.Exists(Path.Combine(driverRoot, Name));

    /// <summary>Starts the daemon. Users of all containers share its server (<c>-M</c>); without that one user waits until the other's clients are gone.</summary>
    /// <returns>Whether it listens.</returns>
    internal bool Start()
    {
        using var process = Process.Start(Prepare("-d", "-M"))!;
        process.StandardInput.Close();
        return Ends(process) && process.ExitCode == 0;
    }

    /// <summary>What the daemon answers to commands, a line each; null where none does.</summary>
    internal string? Ask(params string[] commands)
    {
        var start = Prepare();
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Limit);
        try
        {
            process.StandardInput.Write(string.Concat(commands.Select(command => command + "\n")));
            process.StandardInput.Close();
            var answer = Read(process.StandardOutput, bound.Token);
            return answer is not null && Ends(process) && process.ExitCode == 0 ? answer : null;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            process.Kill();
            return null;
        }
    }

    /// <summary>A list of process ids; what is none is left out.</summary>
    internal IReadOnlyList<int>? AskPids(string command) => Ask(command)?.Split('\n')
        .Select(line => int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0).ToList();

    private static string? Read(StreamReader output, CancellationToken bound)
    {
        var buffer = new char[MostCharacters];
        var filled = 0;
        while (filled < buffer.Length)
        {
            // The program talks to a daemon that may stand still: the bound ends the wait.
            var count = output.ReadAsync(buffer.AsMemory(filled), bound).AsTask().GetAwaiter().GetResult();
            if (count == 0)
                return new string(buffer, 0, filled);
            filled += count;
        }

        return null;
    }

    private static bool Ends(Process process)
    {
        if (process.WaitForExit(Limit))
            return true;
        process.Kill();
        return false;
    }

    private ProcessStartInfo Prepare(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(driverRoot, Name), words) { RedirectStandardInput = true };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("CUDA_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        start.Environment["CUDA_VISIBLE_DEVICES"] = uuid;
        start.Environment[MpsFolder.PipeVariable] = folder.Pipes;
        start.Environment["CUDA_MPS_LOG_DIRECTORY"] = folder.Logs;
        return start;
    }
}
