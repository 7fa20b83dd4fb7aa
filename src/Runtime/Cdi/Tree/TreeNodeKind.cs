namespace Coaster.Cdi.Tree;

/// <summary>What a value of a specification is.</summary>
internal enum TreeNodeKind
{
    /// <summary>Nothing, as if it was not there.</summary>
    Null,

    /// <summary>A text that can be nothing else.</summary>
    Text,

    /// <summary>A word without quotes: a number, a truth value, or in YAML a text.</summary>
    Plain,

    List,
    Map,
}
