using Coaster.Cdi.Writing;

namespace Coaster.Cli.Cdi;

/// <summary>What was written, in lines.</summary>
internal static class CdiReport
{
    internal const string TakeOver = "Take it over, which moves theirs aside, with: coaster cdi generate --replace-nvidia";

    /// <summary>One line for each file.</summary>
    /// <param name="done">What was done.</param>
    /// <param name="onlyChanges">Whether to leave out files that are as they were.</param>
    internal static IEnumerable<string> Lines(Publication done, bool onlyChanges) =>
        done.MovedAside.Select(file => $"{file}: moved aside")
            .Concat(done.Specs.Where(spec => spec.IsChanged || !onlyChanges).Select(Line));

    /// <summary>The line that says why NVIDIA's kind was left out, or null.</summary>
    internal static string? KeptOff(Publication done) => done.KeptOff.Count == 0
        ? null
        : $"coaster: {GpuKind.Nvidia} was left to NVIDIA's toolkit: {string.Join(", ", done.KeptOff)} is there. {TakeOver}.";

    private static string Line(PublishedSpec spec) => spec.Names.Count > 0
        ? $"{spec.File}: {string.Join(", ", spec.Names.Select(name => $"{spec.Kind}={name}"))}"
        : $"{spec.File}: {(spec.IsChanged ? "removed" : "not written")}, because no GPU is free for unlimited use";
}
