using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeApi.Tests.Informing;

public sealed class ObjectCacheTests
{
    private readonly ObjectCache<V1Pod> _cache = new();

    [Fact]
    public void Apply_LifeOfAPod_IsTold()
    {
        Assert.Equal(["Added a/1"], Apply(WatchEventType.Added, "a", "1"));
        Assert.Equal(["Modified a/1"], Apply(WatchEventType.Added, "a", "1"));
        Assert.Equal(["Modified a/1"], Apply(WatchEventType.Modified, "a", "1"));
        Assert.True(_cache.TryGet("1", out var byUid) && _cache.TryGet(new ObjectName("default", "a"), out var byName) && byUid == byName);
        Assert.Equal(["Deleted a/1"], Apply(WatchEventType.Deleted, "a", "1"));
        Assert.Empty(_cache.All);
        Assert.False(_cache.TryGet("1", out _));
    }

    [Fact]
    public void Apply_OtherPodOfTheName_IsGoneAndNew()
    {
        Apply(WatchEventType.Added, "a", "1");
        Assert.Equal(["Deleted a/1", "Added a/2"], Apply(WatchEventType.Modified, "a", "2"));
        Assert.False(_cache.TryGet("1", out _));
        Assert.Equal("2", Assert.Single(_cache.All).Metadata.Uid);
    }

    [Fact]
    public void Apply_EndOfAnotherPodOfTheName_LeavesTheOneThatIs()
    {
        Apply(WatchEventType.Added, "a", "2");
        Assert.Empty(Apply(WatchEventType.Deleted, "a", "1"));
        Assert.Empty(Apply(WatchEventType.Deleted, "b", "3"));
        Assert.Single(_cache.All);
    }

    [Fact]
    public void Replace_List_TellsWhatIsGoneNewAndDifferent()
    {
        foreach (var (name, uid) in new[] { ("gone", "1"), ("again", "2"), ("same", "3"), ("other", "4") })
            Apply(WatchEventType.Added, name, uid);
        var told = Told(_cache.Replace([Pod("again", "5"), Pod("same", "3"), Pod("other", "4", "2"), Pod("new", "6")]));
        Assert.Equal(["Deleted again/2", "Deleted gone/1"], told.TakeWhile(text => text.StartsWith('D')).Order());
        Assert.Equal(["Added again/5", "Added new/6", "Modified other/4"], told.Skip(2).Order());
    }

    [Fact]
    public void ApplyAndReplace_Anything_AlwaysTellTheWayFromOneStateToTheNext() =>
        Prop.ForAll(Steps().ListOf().ToArbitrary(), steps =>
            {
                var cache = new ObjectCache<V1Pod>();
                var mirror = new Dictionary<string, string>();
                return steps.All(step =>
                {
                    foreach (var (type, pod) in step(cache))
                        if (!(type switch
                        {
                            WatchEventType.Added => mirror.TryAdd(pod.Metadata.Uid, pod.Metadata.Name),
                            WatchEventType.Deleted => mirror.Remove(pod.Metadata.Uid),
                            _ => mirror.ContainsKey(pod.Metadata.Uid),
                        }))
                            return false;
                    return mirror.Values.Distinct().Count() == mirror.Count
                        && mirror.Keys.ToHashSet().SetEquals(cache.All.Select(pod => pod.Metadata.Uid))
                        && mirror.Keys.All(uid => cache.TryGet(uid, out _));
                });
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    // A UID has one name for ever, a name has one UID after the other.
    private static Gen<V1Pod> Pods() =>
        from uid in Gen.Choose(0, 11)
        from version in Gen.Choose(1, 3)
        select Pod($"{uid % 4}", $"{uid}", $"{version}");

    private static Gen<Func<ObjectCache<V1Pod>, IReadOnlyList<(WatchEventType Type, V1Pod Object)>>> Steps() => Gen.OneOf(
        from pod in Pods()
        from type in Gen.Elements(WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted)
        select (Func<ObjectCache<V1Pod>, IReadOnlyList<(WatchEventType, V1Pod)>>)(cache => cache.Apply(type, pod)),
        from pods in Pods().ListOf().Resize(5)
        select (Func<ObjectCache<V1Pod>, IReadOnlyList<(WatchEventType, V1Pod)>>)(cache =>
            cache.Replace([.. pods.DistinctBy(pod => pod.Metadata.Name)])));

    private static V1Pod Pod(string name, string uid, string version = "1") =>
        new() { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default", Uid = uid, ResourceVersion = version } };

    private static IReadOnlyList<string> Told(IEnumerable<(WatchEventType Type, V1Pod Object)> changes) =>
        [.. changes.Select(change => $"{change.Type} {change.Object.Metadata.Name}/{change.Object.Metadata.Uid}")];

    private IReadOnlyList<string> Apply(WatchEventType type, string name, string uid) => Told(_cache.Apply(type, Pod(name, uid)));
}
