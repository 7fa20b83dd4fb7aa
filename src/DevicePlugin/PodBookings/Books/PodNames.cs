namespace Coaster.PodBookings.Books;

/// <summary>The names of the pods in one state of the book. Kubelet lists all of a node's pods, and each is looked for here while it waits.</summary>
internal sealed class PodNames(IReadOnlyDictionary<string, PodEntry> pods)
{
    private readonly HashSet<(string Namespace, string Name)> _names = NamesOf(pods.Values);

    /// <summary>Whether they are those of that state.</summary>
    public bool AreOf(IReadOnlyDictionary<string, PodEntry> state) => ReferenceEquals(pods, state);

    public bool Has(string ns, string name) => _names.Contains((ns, name));

    private static HashSet<(string Namespace, string Name)> NamesOf(IEnumerable<PodEntry> entries)
    {
        var names = new HashSet<(string, string)>();
        foreach (var entry in entries)
            names.Add((entry.Facts.Pod.Namespace, entry.Facts.Pod.Name));
        return names;
    }
}
