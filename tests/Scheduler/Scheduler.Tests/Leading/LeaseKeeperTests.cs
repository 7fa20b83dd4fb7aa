using Coaster.KubeTesting;

namespace Coaster.Scheduler.Tests.Leading;

/// <summary>Several schedulers and one lease; times are short, and nothing is said of how long something took.</summary>
public sealed class LeaseKeeperTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private FakeApiServer _server = null!;
    private KubeApi.Kubernetes _api = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = _store.Answer;
        _api = _server.Client();
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_Alone_GetsTheLeaseOnceThePodsAreReadAnew()
    {
        await using var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        Assert.Equal((1, 1), (one.TimesRead, one.Mandate.Epoch));
    }

    [Fact]
    public async Task Run_KubeSchedulerAsksAnother_TheLeaseGoesThereAndTheEpochIsLarger()
    {
        await using var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        await using var two = new Keeper(_api, "two");
        await two.MayAsync(true, asks: true);
        await one.MayAsync(false);
        Assert.Equal(2, two.Mandate.Epoch);
        Assert.Contains(one.Log, line => line == "gave the lease up for two, which kube-scheduler asks");
    }

    [Fact]
    public async Task Run_AnotherAsksWhileOneIsBusyOrAtWork_TheLeaseStays()
    {
        await using var one = new Keeper(_api, "one") { IsQuiet = false };
        await one.MayAsync(true);
        await using var two = new Keeper(_api, "two");
        for (var ask = 0; ask < 20; ask++)
        {
            Assert.NotNull(two.Mandate.Refusal(TimeSpan.Zero));
            await Task.Delay(30);
        }

        Assert.Equal("one", (string?)_store.Only["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task Run_TheHolderIsSilent_AnotherGetsItWhenItsOwnClockSaysSo()
    {
        var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        await one.KillAsync();
        await using var two = new Keeper(_api, "two");
        await two.MayAsync(true);
        Assert.Equal(2, two.Mandate.Epoch);
    }

    [Fact]
    public async Task Run_TheSameOneStartsAgain_GetsItAtOnceAsAnotherEpoch()
    {
        var before = new Keeper(_api, "one");
        await before.MayAsync(true);
        await before.KillAsync();
        await using var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        Assert.Equal((1, 2), (one.TimesRead, one.Mandate.Epoch));
    }

    [Fact]
    public async Task Run_TheHolderEnds_TheLeaseIsFreeAtOnce()
    {
        await using (var one = new Keeper(_api, "one"))
            await one.MayAsync(true);
        Assert.Equal("", (string?)_store.Only["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task Refusal_TheApiServerIsGone_TheRightEndsWithTheLease()
    {
        await using var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        _server.Answer = _ => FakeAnswer.Refused(500, "InternalError");
        await one.MayAsync(false);
        Assert.Equal("the lease to bind could not be renewed in time; it is tried again", one.Mandate.Refusal(TimeSpan.Zero));
        _server.Answer = _store.Answer;
        await one.MayAsync(true);
        Assert.Equal((1, 1), (one.TimesRead, one.Mandate.Epoch));
    }

    [Fact]
    public async Task Refusal_TheLeaseEndsBeforeTheWork_IsRefused()
    {
        await using var one = new Keeper(_api, "one");
        await one.MayAsync(true);
        Assert.NotNull(one.Mandate.Refusal(Keeper.Duration));
    }
}
