using Coaster.Kubelet.Allocation;

namespace Coaster.Kubelet.Tests.Allocation;

public sealed class AllocationBookTests
{
    private static readonly PodContainerName Name = new("ns", "a", "main");
    private readonly AllocationBook _book = new();

    [Fact]
    public void Allocated_AsOffered_IsTheContainers()
    {
        _book.Offered(Words.Memory, Name, ["1", "2"]);
        _book.Allocated(Words.Memory, ["2", "1"]);
        Assert.True(_book.Has(Name, Words.Memory));
        Assert.False(_book.Has(Name, "ten.ai/gpu-core"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1 3")]
    [InlineData("1 2 3")]
    public void Allocated_OtherThanOffered_IsNobodys(string ids)
    {
        _book.Offered(Words.Memory, Name, ["1", "2"]);
        _book.Allocated(Words.Memory, ids.Split(' '));
        Assert.False(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public void Allocated_Twice_CountsOnce()
    {
        _book.Offered(Words.Memory, Name, ["1"]);
        _book.Allocated(Words.Memory, ["0"]);
        _book.Allocated(Words.Memory, ["1"]);
        Assert.False(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public void Learn_LaterWord_Holds()
    {
        _book.Offered(Words.Memory, Name, ["1"]);
        _book.Allocated(Words.Memory, ["1"]);
        _book.Learn([Words.Listed("a").Holdings], _book.Begin());
        Assert.False(_book.Has(Name, Words.Memory));
        _book.Learn([Words.Listed("a", ["1"]).Holdings], _book.Begin());
        Assert.True(_book.Has(Name, Words.Memory));
        _book.Learn([], _book.Begin());
        Assert.False(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public void Learn_WordOfBefore_LeavesWhatCameSince()
    {
        var before = _book.Begin();
        _book.Offered(Words.Memory, Name, ["1"]);
        _book.Allocated(Words.Memory, ["1"]);
        _book.Learn([Words.Listed("a").Holdings], before);
        Assert.True(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public void Learn_WordsInAnotherOrder_TheLaterOneHolds()
    {
        var first = _book.Begin();
        _book.Learn([Words.Listed("a", ["1"]).Holdings], _book.Begin());
        _book.Learn([], first);
        Assert.True(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public void ListedSince_PodThatGoesAndComes_IsTheLastComing()
    {
        _book.Learn([Words.Listed("a").Holdings, Words.Listed("b").Holdings], _book.Begin());
        _book.Learn([Words.Listed("b", ["1"]).Holdings], _book.Begin());
        _book.Learn([Words.Listed("a").Holdings, Words.Listed("b").Holdings], _book.Begin());
        Assert.Equal((3, 1), (_book.ListedSince(Name), _book.ListedSince(Name with { Pod = "b" })));
        Assert.Equal((false, true), (_book.WasListedBefore(Name), _book.WasListedBefore(Name with { Pod = "b" })));
        Assert.Equal(0, _book.ListedSince(Name with { Namespace = "other" }));
    }

    [Fact]
    public async Task Review_BeforeKubeletHasWrittenItDown_KeepsTheAnswer()
    {
        var pods = new FakePods();
        var lists = new KubeletLists(pods, _book, new HeardEvents(), TimeProvider.System);
        _book.Offered(Words.Memory, Name, ["1"]);
        _book.Allocated(Words.Memory, ["1"]);
        await lists.TryReviewAsync(Until.Bound, CancellationToken.None);
        Assert.True(_book.Has(Name, Words.Memory));
        await lists.TryReviewAsync(Until.Bound, CancellationToken.None);
        Assert.False(_book.Has(Name, Words.Memory));
    }

    [Fact]
    public async Task List_WhileKubeletWaits_HoldsAtOnce()
    {
        _book.Offered(Words.Memory, Name, ["1"]);
        _book.Allocated(Words.Memory, ["1"]);
        await new KubeletLists(new FakePods(), _book, new HeardEvents(), TimeProvider.System).TryListAsync(Until.Bound, CancellationToken.None);
        Assert.False(_book.Has(Name, Words.Memory));
    }
}
