using System.Diagnostics;
using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>One start of one container, from the start of the runtime to its end. What comes before and after is not timed.</summary>
/// <param name="state">Where runc keeps what it knows of its containers.</param>
/// <param name="log">Where a runtime writes what went wrong.</param>
internal sealed class Trial(string state, string log) : IDisposable
{
    internal const string ContainerId = "coaster-startup";
    private readonly string _runc = Programs.Find("runc") ?? throw new IOException("runc is not installed");

    /// <summary>The time that the start takes, in milliseconds.</summary>
    /// <exception cref="IOException">The runtime failed.</exception>
    internal double Time(Variant variant, Verb verb)
    {
        variant.Bundle.Restore();
        var word = verb == Verb.Create ? "create" : "run";
        string[] arguments = ["--root", state, "--log", log, "--log-format", "json", word, "--bundle", variant.Bundle.Folder, ContainerId];
        var started = Stopwatch.GetTimestamp();
        var exit = ChildProcess.Run(variant.Runtime, arguments);
        var took = Stopwatch.GetElapsedTime(started);
        if (exit != 0)
            throw new IOException($"{variant.Runtime} {word} ended with {exit}: {LastWords()}");
        if (verb == Verb.Create)
            Delete();
        return took.TotalMilliseconds;
    }

    /// <summary>Removes the container that an interrupted start may have left.</summary>
    public void Dispose() => Delete();

    private void Delete() => ChildProcess.Run(_runc, "--root", state, "delete", "--force", ContainerId);

    private string LastWords() => File.Exists(log) ? File.ReadLines(log).LastOrDefault() ?? "" : "it wrote no log";
}
