using Coaster.GpuModel.Inventory;
using Coaster.KubeApi.Models;
using Coaster.Publishing.Cordoning;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Publishing.Tests.Cordoning;

public sealed class CordonedGpusTests
{
    private readonly List<string> _changes = [];
    private readonly List<string> _told = [];
    private readonly CordonedGpus _cordon;
    private readonly NodeInventory _node = Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1), Gpus.Gpu(2, migMode: MigMode.Enabled, devices: 2), Gpus.Lost(5));

    public CordonedGpusTests() =>
        _cordon = new CordonedGpus(uuids => _changes.Add(string.Join(',', uuids.Order(StringComparer.Ordinal))), _told.Add);

    [Theory]
    [InlineData("0", "GPU-00000000-aaaa")]
    [InlineData("0,1", "GPU-00000000-aaaa,GPU-00000001-aaaa")]
    [InlineData(" 1 ,\t\n0 0", "GPU-00000000-aaaa,GPU-00000001-aaaa")]
    [InlineData("gpu-00000001-AAAA", "GPU-00000001-aaaa")]
    [InlineData("MIG-2-1", "MIG-2-1")]
    [InlineData("5 1", "GPU-00000001-aaaa")]
    public void Take_Words_AreTheirUuids(string text, string expected)
    {
        Take(text);
        Assert.Equal([expected], _changes);
        Assert.Empty(_told);
    }

    [Fact]
    public void Take_BadWords_AreToldOnceAndTheOthersCount()
    {
        Take("7 0,x\u001b, GPU-ffff");
        Take("7 0,x\u001b, GPU-ffff");
        _cordon.Take(_node);
        Assert.Equal(["GPU-00000000-aaaa"], _changes);
        Assert.Equal(["ten.ai/cordon-gpu names no GPU of this node by '7', 'x?', 'GPU-ffff'; the other words count"], _told);
    }

    [Fact]
    public void Take_ManyBadWords_AreToldShort()
    {
        Take(string.Join(' ', Enumerable.Range(0, 9).Select(index => new string('a', 60) + index)));
        Assert.EndsWith("...' and 4 more; the other words count", Assert.Single(_told), StringComparison.Ordinal);
        Assert.InRange(_told[0].Length, 1, 400);
    }

    [Fact]
    public void Take_TextTooLong_CountsWholeWordsOfItsBeginning()
    {
        // Cut off in the middle of the last word, it would be another GPU's index.
        Take(new string(' ', (16 * 1024) - 3) + "0 " + "11");
        Assert.Equal(["GPU-00000000-aaaa"], _changes);
        Assert.Equal(["ten.ai/cordon-gpu is too long: only its beginning counts"], _told);
    }

    [Fact]
    public void Take_AnnotationRemoved_BringsThemBack()
    {
        Take("1");
        Take(null);
        Assert.Equal(["GPU-00000001-aaaa", ""], _changes);
        Assert.Empty(_cordon.Uuids);
    }

    [Fact]
    public void Take_IndexOfAnotherGpuAfterARestart_FollowsTheIndex()
    {
        Take("0");
        _cordon.Take(Gpus.Node(Gpus.Gpu(1) with { Index = 0 }));
        Assert.Equal(["GPU-00000000-aaaa", "GPU-00000001-aaaa"], _changes);
    }

    [Fact]
    public void IsCordoned_MigDevice_GoesWithItsGpu()
    {
        var gpu = _node.Gpus[2];
        Take("MIG-2-1");
        Assert.Equal((false, false, true), (_cordon.IsCordoned(gpu), _cordon.IsCordoned(gpu, gpu.Mig[0]), _cordon.IsCordoned(gpu, gpu.Mig[1])));
        Take("2");
        Assert.Equal((true, true, true), (_cordon.IsCordoned(gpu), _cordon.IsCordoned(gpu, gpu.Mig[0]), _cordon.IsCordoned(gpu, gpu.Mig[1])));
        Assert.False(_cordon.IsCordoned(_node.Gpus[3]));
    }

    [Fact]
    public void Take_AnyText_NamesGpusOfTheNodeOnly() =>
        Prop.ForAll(Gen.Elements("0129,, \n-MIGPU\0é".ToCharArray()).ArrayOf().Select(letters => new string(letters)).ToArbitrary(), text =>
        {
            Take(text);
            return _cordon.Uuids.All(uuid => _node.Find(uuid) is not null || _node.FindMig(uuid) is not null);
        }).QuickCheckThrowOnFailure();

    private void Take(string? text)
    {
        _cordon.Take(_node);
        _cordon.Take(new V1Node
        {
            Metadata = new V1ObjectMeta { Annotations = text is null ? null : new Dictionary<string, string> { [CordonedGpus.Annotation] = text } },
        });
    }
}
