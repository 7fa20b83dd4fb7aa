namespace Coaster.GpuModel.Requests;

/// <summary>
/// The SPEC of <c>--gpus SPEC</c>: docker's words, and ours beside them.
/// <code>
/// spec    = element *("," element)
/// element = "all" | number            first only: short for count=
///         | key "=" value
///         | value                     one more value of the list before it; device= and model= are lists
/// key     = "count" | "device" | "model" | "mem" | "core" | "block" | "tier" | "priority"
/// </code>
/// Quotes around an element, left over from docker's <c>'"device=0,1"'</c>, and blanks are ignored.
/// <c>mem</c> (with <c>core</c> if compute is to be guaranteed) or <c>block</c> ask for a share of one GPU; without them the use is open.
/// A <c>!</c> behind the number of <c>core</c> or <c>block</c> makes it a hard limit. <c>tier</c> is the weakest enforcement that a share
/// accepts; <c>priority</c>, 0 to 9, says who gets idle compute first.
/// </summary>
public static class GpuSpec
{
    private const int MaxLength = 4096;

    /// <summary>The request that the text means.</summary>
    /// <param name="spec">The text, 4 KiB at most.</param>
    /// <param name="source">Where it was written, for the message.</param>
    /// <exception cref="CoasterException">The text is not a SPEC; the line says why and what would be one.</exception>
    public static GpuRequest Parse(string spec, string source = "--gpus")
    {
        if (spec.Length > MaxLength)
            throw new CoasterException($"cannot read {source}", $"it has more than {MaxLength} characters", "Name fewer devices or models");
        var fields = SpecFields.Read(spec, source);
        return new SpecReader(fields, source).Read();
    }

    /// <summary>The canonical text of the request; <see cref="Parse"/> reads it back to an equal one.</summary>
    /// <exception cref="ArgumentException">No SPEC asks for that: exclusive use is Kubernetes' <c>ten.ai/gpu</c>.</exception>
    public static string Format(GpuRequest request) => request switch
    {
        ShareRequest share => string.Join(',', Size(share).Concat(Terms(share)).Concat(Filter(share.Filter))),
        OpenRequest open => string.Join(',', Count(open).Concat(Filter(open.Filter))),
        _ => throw new ArgumentException("no SPEC asks for " + request.GetType().Name, nameof(request)),
    };

    private static IEnumerable<string> Size(ShareRequest share)
    {
        var mark = share.CoreLimit == Bookings.CoreLimit.Hard ? "!" : "";
        return share.Size switch
        {
            ShareSize.Blocks blocks => [$"block={blocks.Count}{mark}"],
            ShareSize.Amount { CorePercent: 0 } amount => [$"mem={new MemorySize(amount.MemoryMiB)}"],
            ShareSize.Amount amount => [$"mem={new MemorySize(amount.MemoryMiB)}", $"core={amount.CorePercent}{mark}"],
            _ => throw new ArgumentException("no SPEC has a size of " + share.Size.GetType().Name, nameof(share)),
        };
    }

    private static IEnumerable<string> Terms(ShareRequest share)
    {
        if (share.Weakest is { } tier)
            yield return "tier=" + Bookings.BookingWords.Word(tier);
        if (share.Priority != 0)
            yield return $"priority={share.Priority}";
    }

    private static IEnumerable<string> Count(OpenRequest open) => (open.Count, open.Filter) switch
    {
        (null, { Devices.Count: > 0 }) => [],
        (null, _) => ["all"],
        (1, { Devices.Count: 0, Models.Count: > 0 }) => [],
        ({ } count, { Devices.Count: 0, Models.Count: 0 }) => [$"{count}"],
        ({ } count, _) => [$"count={count}"],
    };

    private static IEnumerable<string> Filter(GpuFilter filter)
    {
        if (filter.Devices.Count > 0)
            yield return "device=" + string.Join(',', filter.Devices);
        if (filter.Models.Count > 0)
            yield return "model=" + string.Join(',', filter.Models);
    }
}
