using Coaster.Quota.Counters;
using Coaster.Quota.Limits;
using Coaster.Quota.Tests.Limits;
using Coaster.Testing;

namespace Coaster.Quota.Tests;

public sealed class QuotaFolderTests : IDisposable
{
    private readonly TempFolder _state = new();

    private QuotaFolder Folder => QuotaFolder.Of(_state.Path, "one");

    [RootFact]
    public void Make_Folder_HasTheThreeFiles()
    {
        Folder.Make(Examples.TwoGpus, "/run/x.so\n"u8);
        using var limits = LimitsFile.Open(Folder.Limits);
        using var counters = CountersFile.Open(Folder.Counters);
        Assert.Equal(Examples.TwoGpus, limits.Limits);
        Assert.IsType<CountersReading.Sound>(counters.Read());
        Assert.Equal("/run/x.so\n", File.ReadAllText(Folder.Preload));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.Path));
    }

    [RootFact]
    public void Make_CountersThatAreToGrow_FindNoRoom()
    {
        Folder.Make(Examples.TwoGpus, "/run/x.so\n"u8);
        using var file = new FileStream(Folder.Counters, FileMode.Open, FileAccess.Write);
        file.Position = file.Length;
        Assert.Throws<IOException>(() =>
        {
            file.Write(new byte[2 * Environment.SystemPageSize]);
            file.Flush();
        });
    }

    [RootFact]
    public void Make_WhereOneIsLeft_BeginsAnew()
    {
        Folder.Make(Examples.TwoGpus, "first"u8);
        Folder.Make(Examples.TwoGpus, "second"u8);
        Assert.Equal("second", File.ReadAllText(Folder.Preload));
        Folder.Remove();
        Assert.False(Folder.Exists);
    }

    [RootFact]
    public void Make_LimitsThatNoRegionHas_LeavesNothing()
    {
        Assert.Throws<ArgumentException>(() => Folder.Make(new ContainerLimits(0, []), "x"u8));
        Assert.False(Folder.Exists);
    }

    [RootFact]
    public void Remove_WhileAFileIsOpen_TakesTheFolderAway()
    {
        Folder.Make(Examples.TwoGpus, "x"u8);
        using var open = LimitsFile.Open(Folder.Limits);
        Folder.Remove();
        Assert.False(Folder.Exists);
        Assert.Equal(Examples.TwoGpus, open.Limits);
    }

    [Fact]
    public void Remove_NothingThere_DoesNothing() => Folder.Remove();

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Of_WhatIsNoId_IsRefused(string id) => Assert.Throws<ArgumentException>(() => QuotaFolder.Of(_state.Path, id));

    public void Dispose()
    {
        Folder.Remove();
        _state.Dispose();
    }
}
