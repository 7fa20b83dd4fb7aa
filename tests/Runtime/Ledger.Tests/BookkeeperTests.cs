using System.Diagnostics;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Posix;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Ledger.Tests;

public sealed class BookkeeperTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly NodeLedger _ledger;

    public BookkeeperTests() => _ledger = Ledgers.In(_temp["state"]);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Book_Fits_IsWrittenAsItIsReturned()
    {
        var entry = _ledger.Book("web", 4096);
        Assert.Equal(("web", "web", 4096, "GPU-0"), (entry.Id, entry.Container.Container, entry.Container.Grants[0].MemoryMiB, entry.Container.Grants[0].GpuUuid));
        Assert.Equal(ProcessIdentity.Current, entry.Starter);
        Assert.Equal(LedgerEntryCodec.Encode(entry).ToArray(), LedgerEntryCodec.Encode(_ledger.Find("web")!).ToArray());
        Assert.Equal(["bookings/web.json", "lock"], _temp.Files().Select(file => file["state/".Length..]));
    }

    [Theory]
    [InlineData("mem=1Gi,core=10", 150, 200, Oversubscription.Core | Oversubscription.Memory)]
    [InlineData("mem=1Gi", 150, 200, Oversubscription.Memory)]
    [InlineData("mem=1Gi", 150, 100, Oversubscription.None)]
    [InlineData("mem=1Gi,core=10!", 101, 100, Oversubscription.Core)]
    [InlineData("mem=1Gi,core=10", 100, 100, Oversubscription.None)]
    [InlineData("1", 150, 200, Oversubscription.None)]
    public void Book_UnderBounds_SaysWhatOthersMayBePromised(string spec, int core, int memory, Oversubscription parts)
    {
        var ledger = new NodeLedger(HostSettings.Default with { StateDirectory = _temp["state"], Oversubscription = new ShareBounds(core, memory) });
        new Bookkeeper(ledger, TimeProvider.System).Book(GpuSpec.Parse(spec), Ledgers.Node, "/", new NewContainer("web", "web", ContainerEngine.Runc, ["x"]));
        Assert.Equal(parts, ledger.Find("web")!.Container.Oversubscribed);
    }

    [Theory]
    [InlineData("mem=1Gi", EnforcementTier.Shim, EnforcementTier.Shim)]
    [InlineData("mem=1Gi", EnforcementTier.Booked, EnforcementTier.Shim)]
    [InlineData("mem=1Gi,tier=watcher", EnforcementTier.Watcher, EnforcementTier.Shim)]
    [InlineData("mem=1Gi,tier=driver", EnforcementTier.Shim, EnforcementTier.Driver)]
    [InlineData("block=5!", EnforcementTier.Mps, EnforcementTier.Mps)]
    [InlineData("1", EnforcementTier.Shim, EnforcementTier.Booked)]
    [InlineData("all", EnforcementTier.Mig, EnforcementTier.Booked)]
    public void Book_Tier_IsTheLeastThatIsDemandedAndTheShimAtLeast(string spec, EnforcementTier weakest, EnforcementTier tier)
    {
        var ledger = new NodeLedger(HostSettings.Default with { StateDirectory = _temp["state"], Enforcement = EnforcementPolicy.Default with { Weakest = weakest } });
        Assert.Equal(tier, Book(ledger, spec, Ledgers.Node).Container.Tier);
    }

    [Fact]
    public void Book_MigDevice_IsAPartition()
    {
        var mig = new MigDevice("MIG-1a", 0, "1g.18gb", 16_384, 7, 0);
        var node = Ledgers.Node with { Gpus = [Ledgers.Node.Gpus[0] with { MigMode = MigMode.Enabled, Mig = [mig] }] };
        Assert.Equal(EnforcementTier.Mig, Book(_ledger, "device=MIG-1a", node).Container.Tier);
    }

    [Fact]
    public void Book_ShareThatAcceptsOnlyAPartition_IsRefusedAndNothingWritten()
    {
        Assert.Contains("tier mig", Assert.Throws<CoasterException>(() => Book(_ledger, "mem=1Gi,tier=mig", Ledgers.Node)).Message, StringComparison.Ordinal);
        Assert.Empty(_ledger.Names());
    }

    [Theory]
    [InlineData("mem=1Gi,tier=mps,device=0", "mem=1Gi,device=0")]
    [InlineData("mem=1Gi,device=0", "mem=1Gi,tier=mps,device=0")]
    public void Book_GpuWithSharesOfTheOtherSort_IsRefusedWithTheHolder(string first, string second)
    {
        Book(_ledger, first, Ledgers.Node, "holder");
        var error = Assert.Throws<CoasterException>(() => Book(_ledger, second, Ledgers.Node, "late"));
        Assert.Contains("holder", error.Message, StringComparison.Ordinal);
        Assert.Contains("a GPU has shares of the tier mps or others, never both", error.Message, StringComparison.Ordinal);
        Assert.Equal("holder", Assert.Single(_ledger.Names()));
    }

    [Fact]
    public void Book_TwoMpsShares_AreOnOneGpu()
    {
        Book(_ledger, "mem=1Gi,tier=mps,device=0", Ledgers.Node, "one");
        Assert.Equal("GPU-0", Book(_ledger, "mem=1Gi,tier=mps,device=0", Ledgers.Node, "two").Container.Grants[0].GpuUuid);
    }

    [Fact]
    public void Book_PriorityAndTier_AreKept()
    {
        var booked = Book(_ledger, "mem=1Gi,priority=7,tier=watcher", Ledgers.Node).Container;
        Assert.Equal((7, EnforcementTier.Watcher), (booked.Priority, booked.Weakest));
        Assert.Equal(booked, _ledger.Find("web")!.Container);
    }

    [Fact]
    public void Book_StateFolder_IsRootsAlone()
    {
        _ledger.Book("web");
        foreach (var path in (string[])["state", "state/bookings", "state/containers", "state/runc"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_temp[path]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp["state/bookings/web.json"]));
    }

    [Fact]
    public void Book_Full_IsRefusedAndNothingWritten()
    {
        _ledger.Book("first", 60_000);
        var before = _temp.Files();
        var error = Assert.Throws<CoasterException>(() => _ledger.Book("second", 60_000));
        Assert.Contains("first", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _temp.Files());
        Assert.Null(_ledger.Find("second"));
    }

    [Fact]
    public void Book_NameTaken_IsRefusedByName()
    {
        _ledger.Book("web");
        Assert.Contains("named web", Assert.Throws<CoasterException>(() => _ledger.Book("web")).Message, StringComparison.Ordinal);
        Assert.Equal(["web"], _ledger.Names());
    }

    [Fact]
    public void Book_EntryThatCouldNotBeReadAgain_IsRefusedAndNothingWritten()
    {
        // One such file would stop every later command.
        var node = Ledgers.Node with { Gpus = [Ledgers.Node.Gpus[0] with { Model = new string('x', 500) }] };
        Assert.Throws<CoasterException>(() => new Bookkeeper(_ledger, TimeProvider.System).Book(
            GpuModel.Requests.GpuSpec.Parse("mem=1Gi"), node, "/", new NewContainer("web", "web", ContainerEngine.Runc, [])));
        Assert.Empty(_ledger.Names());
    }

    [Fact]
    public async Task Book_ManyThreads_NeverBookMoreThanThereIs()
    {
        var booked = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Ledgers.TryBook(_ledger, $"c{i}", 15_000))));
        Assert.Equal(6, booked.Count(entry => entry is not null));
        Assert.Equal(90_000, _ledger.BookedMiB());
    }

    [Fact]
    public async Task Book_ManyProcesses_NeverBookMoreThanThereIsAndGiveItBack()
    {
        var processes = Enumerable.Range(0, 5).Select(i => Shell.Start(
            Environment.ProcessPath!.EndsWith("/dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
            "exec", typeof(Ledgers).Assembly.Location, _temp["state"], $"c{i}", "30000")).ToList();
        var outcomes = await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadLineAsync()));
        Assert.Equal((3, 2), (outcomes.Count(line => line == "booked"), outcomes.Count(line => line == "refused")));
        Assert.Equal(90_000, _ledger.BookedMiB());
        await Task.WhenAll(processes.Select(EndAsync));
        Assert.Empty(_ledger.Names());
    }

    private static LedgerEntry Book(NodeLedger ledger, string spec, NodeInventory node, string name = "web") => new Bookkeeper(ledger, TimeProvider.System).Book(
        GpuModel.Requests.GpuSpec.Parse(spec), node, "/", new NewContainer(name, name, ContainerEngine.Runc, []));

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
