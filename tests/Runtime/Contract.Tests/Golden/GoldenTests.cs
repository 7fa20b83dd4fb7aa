using Coaster.Testing;

namespace Coaster.Contract.Tests.Golden;

/// <summary>
/// The golden folders, config.json in and config.json out: <c>golden/CASE/config.json</c>, and <c>policy.json</c> where something else than
/// the defaults holds, beside <c>expected.json</c>, what the container got, and <c>expected.txt</c>, its error or the notices about it.
/// A new case is a folder with a config.json. Tests that run with COASTER_WRITE_GOLDENS=1 write what they see; whoever does that reads
/// every difference before it is committed.
/// </summary>
public sealed class GoldenTests : IClassFixture<GoldenMachine>
{
    private static readonly string Root = Path.Combine(RepositoryFolder.Path, "tests", "Runtime", "Contract.Tests", "golden");
    private static readonly bool Writes = Environment.GetEnvironmentVariable("COASTER_WRITE_GOLDENS") == "1";
    private readonly GoldenMachine _machine;

    public GoldenTests(GoldenMachine machine) => _machine = machine;

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_GoldenCase_GivesTheContainerWhatIsExpected(string name)
    {
        var folder = Path.Combine(Root, name);
        var (json, text) = _machine.Create(File.ReadAllBytes(Path.Combine(folder, "config.json")), GoldenPolicy.Read(Path.Combine(folder, "policy.json")));
        Same(Path.Combine(folder, "expected.json"), json);
        Same(Path.Combine(folder, "expected.txt"), text);
    }

    private static void Same(string file, string? actual)
    {
        if (Writes)
            Write(file, actual);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : null, actual is null ? null : actual + "\n");
    }

    private static void Write(string file, string? content)
    {
        if (content is null)
            File.Delete(file);
        else
            File.WriteAllText(file, content + "\n");
    }
}
