using System.Text;
using Coaster.Toml;

namespace Coaster.Cli.Configure;

/// <summary>The text of a file that is ours alone.</summary>
internal static class DropIn
{
    /// <summary>The first line, which says where the file is from.</summary>
    public const string Header = "# Made by coaster runtime configure, and taken away by --remove. Changes are lost when it runs again.\n";

    public static byte[] Bytes(TomlTable table) => Encoding.UTF8.GetBytes(Header + TomlWriter.Write(table));

    public static TomlArray Strings(params IEnumerable<string> values) => new(values.Select(value => new TomlString(value)));
}
