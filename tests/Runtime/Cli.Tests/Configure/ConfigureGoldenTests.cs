namespace Coaster.Cli.Tests.Configure;

/// <summary>Each golden case: what it does, that it can be shown without being done, done twice, broken off and undone.</summary>
public sealed class ConfigureGoldenTests
{
    public static TheoryData<string> All => ConfigureCase.All;

    public static TheoryData<string> Configuring => ConfigureCase.Configuring;

    [Theory]
    [MemberData(nameof(All))]
    public void Run_Case_GivesTheGoldenFilesAndWords(string name)
    {
        using var test = new ConfigureCase(name);
        var output = test.Run();
        if (test.Text("error.txt") is { } error)
        {
            Assert.Equal(error, output);
            Assert.Equal(test.Expected("before"), test.Files());
            return;
        }

        Assert.Equal(test.Expected("after"), test.Files());
        Assert.Equal(test.Text("output.txt"), output);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Run_Dry_ChangesNothing(string name)
    {
        using var test = new ConfigureCase(name);
        var files = test.Files();
        var output = test.Run(dryRun: true);
        Assert.Equal(files, test.Files());
        Assert.True(output.StartsWith("coaster: ", StringComparison.Ordinal) || output.Contains("--- ", StringComparison.Ordinal)
            || output.Contains("nothing to do", StringComparison.Ordinal), output);
    }

    [Theory]
    [MemberData(nameof(Configuring))]
    public void Run_Twice_HasNothingToDo(string name)
    {
        using var test = new ConfigureCase(name);
        test.Run();
        var files = test.Files();
        Assert.EndsWith("nothing to do\n", test.Run(), StringComparison.Ordinal);
        Assert.Equal(files, test.Files());
    }

    [Theory]
    [MemberData(nameof(Configuring))]
    public void Remove_AfterConfigure_RestoresEveryByte(string name)
    {
        using var test = new ConfigureCase(name);
        if (test.HadOurs)
            return;
        test.Run();
        test.Remove();
        Assert.Equal(test.Expected("before"), test.Files());
        Assert.Equal("nothing to do\n", test.Remove());
    }

    [Theory]
    [MemberData(nameof(Configuring))]
    public void Configure_KilledAtAnyStep_LeavesFilesThatLoadAndCanBeFinishedOrUndone(string name)
    {
        for (var steps = 0; ; steps++)
        {
            using var test = new ConfigureCase(name);
            var changes = test.Plan().Changes;
            if (steps > changes.Count)
                return;
            foreach (var change in changes.Take(steps))
                change.Apply();
            Loads(test);
            if (!test.HadOurs)
            {
                test.Remove();
                Assert.Equal(test.Expected("before"), test.Files());
            }

            test.Run();
            Assert.Equal(test.Expected("after"), test.Files());
        }
    }

    [Theory]
    [MemberData(nameof(Configuring))]
    public void Remove_KilledAtAnyStep_LeavesFilesThatLoadAndIsFinishedByTheNext(string name)
    {
        for (var steps = 0; ; steps++)
        {
            using var test = new ConfigureCase(name);
            test.Run();
            var changes = test.Engine.Remove(test.Options).Changes;
            if (steps > changes.Count)
                return;
            foreach (var change in changes.Take(steps))
                change.Apply();
            Loads(test);
            test.Remove();
            if (!test.HadOurs)
                Assert.Equal(test.Expected("before"), test.Files());
        }
    }

    [Theory]
    [MemberData(nameof(Configuring))]
    public void Undo_AfterAllSteps_RestoresEveryByte(string name)
    {
        using var test = new ConfigureCase(name);
        var files = test.Files();
        var changes = test.Plan().Changes;
        foreach (var change in changes)
            change.Apply();
        Assert.All(changes, change => Assert.True(change.IsDone()));
        foreach (var change in changes.Reverse())
            change.Undo();
        Assert.Equal(files, test.Files());
    }

    // Planning reads the main file as its engine would, and containerd's with all that it imports.
    private static void Loads(ConfigureCase test)
    {
        test.Engine.Configure(test.Options);
        if (test.Engine is Coaster.Cli.Configure.Containerd.ContainerdEngine && File.Exists(test.MainPath))
            new FakeContainerd(test.Text("words.txt")!.Contains("containerd2", StringComparison.Ordinal)).Dump(test.MainPath);
    }
}
