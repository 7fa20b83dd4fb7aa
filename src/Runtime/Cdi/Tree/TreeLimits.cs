namespace Coaster.Cdi.Tree;

/// <summary>How much of a file becomes a tree; real specifications are far below.</summary>
internal sealed class TreeLimits
{
    /// <summary>How deep values may lie in each other; the format itself has five levels.</summary>
    internal const int MaxDepth = 32;

    private const int MaxNodes = 1 << 20;
    private int _nodes;

    /// <summary>Counts one more value.</summary>
    /// <exception cref="CdiSpecException">There are too many, or they lie too deep.</exception>
    internal void Count(int depth)
    {
        if (depth > MaxDepth)
            throw new CdiSpecException($"it has values more than {MaxDepth} levels deep");
        if (++_nodes > MaxNodes)
            throw new CdiSpecException($"it has more than {MaxNodes} values");
    }
}
