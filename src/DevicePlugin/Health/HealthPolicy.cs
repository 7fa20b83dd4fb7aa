using System.Collections.Frozen;
using System.Globalization;
using Coaster.GpuModel;
using Coaster.Health.Faults;

namespace Coaster.Health;

/// <summary>What counts against a GPU, and how long things take. The operator's word where he has one.</summary>
public sealed record HealthPolicy
{
    private const int MaxXids = 256;
    private const int MaxXid = 65535;

    /// <summary>XIDs that are passed over, whatever they mean.</summary>
    public IReadOnlySet<int> IgnoredXids { get; init; } = FrozenSet<int>.Empty;

    /// <summary>XIDs that count as a fault of the GPU, whatever they mean; this word goes before the one above.</summary>
    public IReadOnlySet<int> CountedXids { get; init; } = FrozenSet<int>.Empty;

    /// <summary>Whether every XID is passed over that is not counted by its number.</summary>
    public bool IgnoresXids { get; init; }

    /// <summary>How long a GPU must have answered without a complaint before it is healthy again.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each GPU is looked at.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the driver may take for a look before nothing is known of the GPU any more. With the poll's period and a tick: within 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>A list of XIDs as an operator writes it: numbers with commas between them.</summary>
    /// <exception cref="CoasterException">It holds something else, or more than 256 numbers.</exception>
    public static IReadOnlySet<int> ParseXids(string text)
    {
        var words = text.Split(',', MaxXids + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MaxXids)
            throw new CoasterException("cannot read the list of XIDs", $"it has more than {MaxXids} of them", "Make it shorter");
        return words.Select(Number).ToFrozenSet();
    }

    /// <summary>The same, with those XIDs passed over.</summary>
    /// <param name="text">A list as <see cref="ParseXids"/> reads it, or <c>all</c>.</param>
    /// <exception cref="CoasterException">It is neither.</exception>
    public HealthPolicy Ignoring(string text) => text == "all" ? this with { IgnoresXids = true } : this with { IgnoredXids = ParseXids(text) };

    /// <summary>What an XID means under this policy.</summary>
    public XidMeaning Judge(int xid)
    {
        var meaning = XidTable.Find(xid);
        if (CountedXids.Contains(xid))
            return meaning.Class == XidClass.Lost ? meaning : meaning with { Class = XidClass.Fault };
        return IgnoresXids || IgnoredXids.Contains(xid) ? meaning with { Class = XidClass.Ignored } : meaning;
    }

    private static int Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var xid) && xid is > 0 and <= MaxXid
        ? xid
        : throw new CoasterException("cannot read the list of XIDs", $"`{(word.Length > 32 ? word[..32] : word)}` is no XID", "Write numbers with commas between them");
}
