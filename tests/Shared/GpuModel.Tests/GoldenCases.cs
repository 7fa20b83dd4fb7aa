namespace Coaster.GpuModel.Tests;

/// <summary>
/// The golden folders: <c>golden/FORMAT/CASE/input.json</c> beside <c>canonical.json</c>, what writing it again gives, or <c>error.txt</c>,
/// the message. A new case is a folder.
/// </summary>
internal static class GoldenCases
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Of(string format) =>
        [.. Directory.GetDirectories(Path.Combine(Root, format)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static string Input(string format, string name) => File.ReadAllText(Path.Combine(Root, format, name, "input.json"));

    public static void Check(string format, string name, Func<string, string> decodeAndEncode)
    {
        var folder = Path.Combine(Root, format, name);
        var error = Path.Combine(folder, "error.txt");
        if (File.Exists(error))
            Assert.Equal(Read(error), Assert.Throws<CodecException>(() => decodeAndEncode(Input(format, name))).Message);
        else
            Assert.Equal(Read(Path.Combine(folder, "canonical.json")), decodeAndEncode(Input(format, name)));
    }

    private static string Read(string path) => File.ReadAllText(path).TrimEnd('\n');
}
