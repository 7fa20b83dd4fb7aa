using Coaster.KubeApi.Models;
using Coaster.KubeTesting;
using Coaster.KubeApi.Watching;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeApi.Tests.Watching;

public sealed class WatchEventReaderTests
{
    private readonly WatchEventReader<V1Pod> _reader = new(KubernetesJson.Default.V1Pod);

    [Fact]
    public void Read_MutatedLine_IsAMessageOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(Json.Event("MODIFIED", Json.Pod("a", "u1", "5"))).ToArbitrary(), IsReadOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Read_RandomBytes_IsAMessageOrTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsReadOrRefused).QuickCheckThrowOnFailure();

    private bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return _reader.Read(new WatchLine(bytes, false)).Event is { Object: not null } or { Problem: not null };
        }
        catch (KubernetesException error)
        {
            return error.Message.Length > 0;
        }
    }
}
