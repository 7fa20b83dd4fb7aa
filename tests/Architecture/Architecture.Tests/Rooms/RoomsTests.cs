namespace Coaster.Architecture.Tests.Rooms;

public sealed class RoomsTests
{
    [Fact]
    public void References_OfEveryRoom_AreAllowed()
    {
        var projects = Repository.Files("src", "*.csproj").Select(Project.Read).ToList();
        Assert.Contains(projects, project => project.Name == "GpuModel");
        Breaches.None(Allowed.Violations(projects));
    }

    [Fact]
    public void Solution_Projects_AreAllThere()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Coaster.slnx"));
        var projects = All().Select(Repository.Relative);
        Breaches.None(projects.Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)).Select(path => path + " is not in Coaster.slnx"));
    }

    /// <summary>The name is that of its folder of build outputs: two that have one delete each other's files, now and then.</summary>
    [Fact]
    public void Projects_Names_AreAllDifferent() => Breaches.None(
        All().GroupBy(Path.GetFileName).Where(same => same.Count() > 1).Select(same => $"{same.Key} is the name of {same.Count()} projects"));

    [Fact]
    public void Violations_LibraryThatLooksUp_IsNamed() =>
        Assert.Equal(["GpuModel references Placement"], Allowed.Violations([Library("GpuModel", "Placement"), Library("Placement", "GpuModel")]));

    [Fact]
    public void Violations_UnknownRoom_IsNamed() =>
        Assert.Equal(["Attic is a room that the table does not know"], Allowed.Violations([Library("Attic")]));

    [Fact]
    public void Violations_RuntimeReachingNvmlThroughOthers_IsNamed() =>
        Assert.Contains(
            "Runtime reaches NvmlInterop",
            Allowed.Violations([Executable("Runtime", "Ledger"), Library("Ledger", "NvmlInterop"), Library("NvmlInterop", "GpuModel")]));

    [Fact]
    public void Violations_ExecutableOnExecutable_IsNamed() =>
        Assert.Equal(["Runtime reaches Cli"], Allowed.Violations([Executable("Runtime", "Cli"), Executable("Cli")]));

    private static IEnumerable<string> All() => new[] { "src", "tests", "gpu-bench" }.SelectMany(folder => Repository.Files(folder, "*.csproj"));

    private static Project Library(string name, params string[] references) => new(name, false, references);

    private static Project Executable(string name, params string[] references) => new(name, true, references);
}
