namespace Grpc.Core;

/// <summary>A method of a service, as it is named on the wire.</summary>
public interface IMethod
{
    /// <summary>Which sides send more than one message.</summary>
    MethodType Type { get; }

    /// <summary>The service with its package.</summary>
    string ServiceName { get; }

    /// <summary>The name without the service.</summary>
    string Name { get; }

    /// <summary>The path: <c>/service/name</c>.</summary>
    string FullName { get; }
}
