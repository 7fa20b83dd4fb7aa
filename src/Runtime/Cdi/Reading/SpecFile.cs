using System.Text;
using Coaster.Cdi.Model;
using Coaster.Cdi.Tree;
using Coaster.Posix;

namespace Coaster.Cdi.Reading;

/// <summary>Finds and reads the files of specifications.</summary>
internal static class SpecFile
{
    internal const string Json = ".json";
    internal const string Yaml = ".yaml";
    private const int MaxBytes = 16 << 20;
    private const int MaxFiles = 1 << 12;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The specifications' files of a folder, sorted; none when it is not there.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(IsSpec).Take(MaxFiles).Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="CdiSpecException">The file cannot be read, or is no specification.</exception>
    internal static CdiSpec Read(string path) => SpecReader.Read(Tree(path));

    /// <summary>The kind that a file says it is of, whatever else is in it; null when it cannot be told.</summary>
    internal static string? KindOf(string path)
    {
        try
        {
            return Tree(path).Members.GetValueOrDefault("kind")?.Text;
        }
        catch (CdiSpecException)
        {
            return null;
        }
    }

    private static TreeNode Tree(string path)
    {
        var bytes = Bytes(path);
        return path.EndsWith(Json, StringComparison.Ordinal) ? JsonTree.Parse(bytes) : YamlTree.Parse(Text(bytes));
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            // Not opened by its name alone: to open a FIFO would wait for ever.
            using var root = RootDirectory.Open("/");
            return root.ReadFile(path, MaxBytes) ?? throw new CdiSpecException($"it is not a regular file of at most {MaxBytes} bytes");
        }
        catch (IOException error)
        {
            throw new CdiSpecException(error.Message.TrimEnd('.'), error);
        }
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException error)
        {
            throw new CdiSpecException("it is not valid UTF-8", error);
        }
    }

    private static bool IsSpec(string path) => path.EndsWith(Json, StringComparison.Ordinal) || path.EndsWith(Yaml, StringComparison.Ordinal);
}
