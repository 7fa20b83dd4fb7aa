namespace Coaster.Health.Book;

/// <summary>How all GPUs of the node are at one moment. It does not change; a GPU that was in it once stays in every later one.</summary>
public sealed class GpuHealthBook
{
    /// <summary>The book before anything is known.</summary>
    public static readonly GpuHealthBook Empty = new([], []);

    private readonly Dictionary<string, string> _parents;

    internal GpuHealthBook(IEnumerable<GpuCondition> gpus, IEnumerable<KeyValuePair<string, string>> parents)
    {
        Gpus = gpus.ToDictionary(gpu => gpu.Uuid, StringComparer.OrdinalIgnoreCase);
        _parents = parents.DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The GPUs by their UUIDs; letter case does not matter.</summary>
    public IReadOnlyDictionary<string, GpuCondition> Gpus { get; }

    /// <summary>How a GPU is, or the GPU that a MIG device is cut from; null for one that is not known.</summary>
    /// <param name="uuid">The UUID of either.</param>
    public GpuCondition? Find(string uuid) =>
        Gpus.TryGetValue(uuid, out var gpu) || (_parents.TryGetValue(uuid, out var parent) && Gpus.TryGetValue(parent, out gpu)) ? gpu : null;
}
