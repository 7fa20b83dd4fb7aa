namespace Grpc.Core;

/// <summary>Which sides of a method send more than one message.</summary>
public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}
