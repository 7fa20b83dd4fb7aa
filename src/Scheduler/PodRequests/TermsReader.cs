using System.Globalization;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;

namespace Coaster.PodRequests;

/// <summary>A pod's annotations → what they say of its GPUs. Anybody may write annotations: each is bounded, and what is not understood is refused.</summary>
/// <param name="policies">The names of the policies that there are.</param>
public sealed class TermsReader(IReadOnlyCollection<string> policies)
{
    private const int MostNames = 64;
    private const int MostModelLength = 64;
    private const string UuidMend = "Write UUIDs of GPUs or MIG devices with commas between them, as `coaster gpus` shows them";

    // As many as a node may have.
    private const int MostGpus = 32;

    /// <summary>What they say.</summary>
    /// <param name="annotations">All annotations of the pod; those of others are passed over.</param>
    /// <exception cref="CoasterException">One of ours says nothing that is understood.</exception>
    public GpuTerms Read(IReadOnlyDictionary<string, string> annotations) => new(
        Filter(annotations),
        Text(annotations, AnnotationNames.Count) is { } count ? Count(count) : 1,
        Text(annotations, AnnotationNames.CoreLimit) is { } limit ? Limit(limit) : CoreLimit.Soft,
        Text(annotations, AnnotationNames.Priority) is { } priority ? SharePriority.Parse(priority, AnnotationNames.Priority) : 0,
        Text(annotations, AnnotationNames.Tier) is { } tier ? WeakestTier.Parse(tier, AnnotationNames.Tier) : null,
        Text(annotations, AnnotationNames.Policy) is { } policy ? Policy(policy) : null);

    private static GpuFilter Filter(IReadOnlyDictionary<string, string> annotations) =>
        new(Names(annotations, AnnotationNames.Model, IsModel, "Write fragments of models' names with commas between them, such as H200,A100"), [])
        {
            Only = Names(annotations, AnnotationNames.Uuid, IsUuid, UuidMend),
            Except = Names(annotations, AnnotationNames.UuidExclude, IsUuid, UuidMend),
        };

    private static string? Text(IReadOnlyDictionary<string, string> annotations, string name) => annotations.GetValueOrDefault(name)?.Trim();

    private static string[] Names(IReadOnlyDictionary<string, string> annotations, string annotation, Func<string, bool> isOne, string mend)
    {
        if (Text(annotations, annotation) is not { } text)
            return [];
        var names = text.Split(',', MostNames + 1, StringSplitOptions.TrimEntries);
        if (names.Length > MostNames)
            throw Refused(annotation, $"has more than {MostNames} names", "Write fewer");
        return Array.Find(names, name => !isOne(name)) is { } wrong ? throw Refused(annotation, $"has '{SpecText.Quote(wrong)}'", mend) : names;
    }

    private static bool IsModel(string name) => name.Length is > 0 and <= MostModelLength && !name.Any(char.IsControl);

    private static bool IsUuid(string name) =>
        Identifiers.IsMigUuid(name) || (Identifiers.IsGpuUuid(name) && name.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase));

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostGpus
            ? count
            : throw Refused(AnnotationNames.Count, $"is '{SpecText.Quote(text)}'", $"Write a number from 1 to {MostGpus}");

    private static CoreLimit Limit(string text) => text switch
    {
        "soft" => CoreLimit.Soft,
        "hard" => CoreLimit.Hard,
        _ => throw Refused(AnnotationNames.CoreLimit, $"is '{SpecText.Quote(text)}'", "Write soft or hard"),
    };

    private string Policy(string text) => policies.Contains(text)
        ? text
        : throw Refused(AnnotationNames.Policy, $"is '{SpecText.Quote(text)}'", $"Write one of {string.Join(", ", policies)}");

    private static CoasterException Refused(string annotation, string why, string mend) => new($"cannot read {annotation}", $"it {why}", mend);
}
