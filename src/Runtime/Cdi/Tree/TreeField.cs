using System.Globalization;

namespace Coaster.Cdi.Tree;

/// <summary>A value and its place: it is what it must be, or the specification is refused with that place.</summary>
/// <param name="node">The value.</param>
/// <param name="path">Where it stands, such as <c>devices[0].name</c>.</param>
internal sealed class TreeField(TreeNode node, string path)
{
    /// <summary>The failure of this value.</summary>
    internal CdiSpecException Wrong(string what) => new(path.Length == 0 ? $"it {what}" : $"{path} {what}");

    /// <summary>The members of a map, which may have no others than the known ones.</summary>
    internal TreeFields Members(params string[] known)
    {
        Require(TreeNodeKind.Map, "a map");
        // The reference library's decoder takes a name in any letter case.
        var unknown = node.Members.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        return unknown is null ? new TreeFields(this, path, node.Members) : throw Wrong($"has a field '{unknown}', and only {string.Join(", ", known)} are known");
    }

    /// <summary>The members of a map of any names.</summary>
    internal IEnumerable<(string Name, TreeField Value)> Entries()
    {
        Require(TreeNodeKind.Map, "a map");
        return node.Members.Select(member => (member.Key, new TreeField(member.Value, $"{path}.{member.Key}")));
    }

    internal IReadOnlyList<T> List<T>(Func<TreeField, T> read)
    {
        Require(TreeNodeKind.List, "a list");
        return [.. node.Items.Select((item, index) => read(new TreeField(item, $"{path}[{index}]")))];
    }

    /// <summary>A text; a word without quotes is one too, as the reference library has it.</summary>
    internal string Text()
    {
        if (node.Kind is not (TreeNodeKind.Text or TreeNodeKind.Plain))
            throw Wrong("is not a text");
        return node.Text.Contains('\0', StringComparison.Ordinal) ? throw Wrong("has a NUL") : node.Text;
    }

    internal bool Truth() => (node.Kind, node.Text) switch
    {
        (TreeNodeKind.Plain, "true" or "True" or "TRUE") => true,
        (TreeNodeKind.Plain, "false" or "False" or "FALSE") => false,
        _ => throw Wrong("is neither true nor false"),
    };

    internal long Number(long min, long max)
    {
        if (node.Kind != TreeNodeKind.Plain || TryNumber(node.Text) is not { } number)
            throw Wrong("is not a whole number");
        return number >= min && number <= max ? number : throw Wrong($"is {number}, and not from {min} to {max}");
    }

    private void Require(TreeNodeKind kind, string what)
    {
        if (node.Kind != kind)
            throw Wrong($"is not {what}");
    }

    /// <summary>A number as YAML writes it: people write the mode of a file in octal.</summary>
    private static long? TryNumber(string text) => text switch
    {
        ['-', .. var rest] => -TryNumber(rest),
        ['0', 'x' or 'X', .. var digits] => Digits(digits, 16),
        ['0', 'o' or 'O', .. var digits] => Digits(digits, 8),
        ['0', .. { Length: > 0 } digits] => Digits(digits, 8),
        _ => Digits(text, 10),
    };

    private static long? Digits(string digits, int radix)
    {
        var valid = digits.Length is > 0 and <= 15 && digits.All(digit => char.IsAsciiHexDigit(digit) && Convert.ToInt32($"{digit}", 16) < radix);
        return valid ? digits.Aggregate(0L, (sum, digit) => (sum * radix) + int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : null;
    }
}
