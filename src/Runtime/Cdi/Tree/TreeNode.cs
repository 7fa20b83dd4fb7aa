namespace Coaster.Cdi.Tree;

/// <summary>A value of a specification, whichever of the two formats its file has.</summary>
internal sealed class TreeNode
{
    private TreeNode(TreeNodeKind kind, string text, IReadOnlyList<TreeNode> items, IReadOnlyDictionary<string, TreeNode> members) =>
        (Kind, Text, Items, Members) = (kind, text, items, members);

    internal static TreeNode Null { get; } = new(TreeNodeKind.Null, "", [], None);

    internal TreeNodeKind Kind { get; }

    /// <summary>The text of a text or a plain word, else nothing.</summary>
    internal string Text { get; }

    /// <summary>The items of a list, else none.</summary>
    internal IReadOnlyList<TreeNode> Items { get; }

    /// <summary>The members of a map, else none.</summary>
    internal IReadOnlyDictionary<string, TreeNode> Members { get; }

    private static IReadOnlyDictionary<string, TreeNode> None => System.Collections.ObjectModel.ReadOnlyDictionary<string, TreeNode>.Empty;

    internal static TreeNode OfText(string text) => new(TreeNodeKind.Text, text, [], None);

    internal static TreeNode OfPlain(string text) => new(TreeNodeKind.Plain, text, [], None);

    internal static TreeNode OfList(IReadOnlyList<TreeNode> items) => new(TreeNodeKind.List, "", items, None);

    internal static TreeNode OfMap(IReadOnlyDictionary<string, TreeNode> members) => new(TreeNodeKind.Map, "", [], members);
}
