using Grpc.Core;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>
/// Methods whose messages are bytes already. Kubelet writes and reads its own with a program of another kind: what it would take to do so here is not
/// the agent's.
/// </summary>
internal static class WrittenMessages
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    internal static Method<byte[], byte[]> Method(string service, string name) => new(MethodType.Unary, service, name, Bytes, Bytes);
}
