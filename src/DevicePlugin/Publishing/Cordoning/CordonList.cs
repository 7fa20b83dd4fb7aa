using System.Globalization;
using Coaster.GpuModel.Inventory;

namespace Coaster.Publishing.Cordoning;

/// <summary>The words of the annotation: indices, UUIDs of GPUs and of MIG devices. Anybody who may write nodes wrote them.</summary>
internal sealed record CordonList(IReadOnlyList<string> Words, bool IsCut)
{
    private const int MaxText = 16 * 1024;
    private const int MaxWords = 512;
    private const int MaxShown = 5;
    private const int MaxShownLetters = 40;
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    public static CordonList Parse(string text)
    {
        // A word that is cut could name another device.
        var kept = text.Length <= MaxText ? text : text[..(text.AsSpan(0, MaxText).LastIndexOfAny(Separators) + 1)];
        var words = kept.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return new CordonList([.. words.Take(MaxWords)], kept.Length < text.Length || words.Length > MaxWords);
    }

    /// <summary>The UUIDs of the node's devices that are named.</summary>
    public IReadOnlySet<string> In(NodeInventory node) =>
        Words.Select(word => Find(word, node)).OfType<string>().Where(uuid => uuid.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the words, as one sentence; null when nothing is.</summary>
    public string? Problem(NodeInventory node)
    {
        var bad = Words.Where(word => Find(word, node) is null).Distinct(StringComparer.Ordinal).ToList();
        if (bad.Count == 0)
            return IsCut ? $"{CordonedGpus.Annotation} is too long: only its beginning counts" : null;
        var more = bad.Count > MaxShown ? $" and {bad.Count - MaxShown} more" : "";
        return $"{CordonedGpus.Annotation} names no GPU of this node by {string.Join(", ", bad.Take(MaxShown).Select(Shown))}{more}; the other words count";
    }

    // A lost GPU that never told its UUID is out of service by itself.
    private static string? Find(string word, NodeInventory node) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        ? node.Gpus.FirstOrDefault(gpu => gpu.Index == index)?.Uuid
        : node.Find(word)?.Uuid ?? node.FindMig(word)?.Mig.Uuid;

    private static string Shown(string word)
    {
        var letters = word[..Math.Min(word.Length, MaxShownLetters)].Select(letter => letter is > ' ' and < (char)127 ? letter : '?');
        return $"'{new string([.. letters])}{(word.Length > MaxShownLetters ? "..." : "")}'";
    }
}
