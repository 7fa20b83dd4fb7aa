namespace Grpc.Core;

/// <summary>What a client says of one call.</summary>
/// <param name="Headers">What is sent beside the request, or null.</param>
/// <param name="Deadline">When the client gives up, in UTC; null when it never does.</param>
/// <param name="CancellationToken">Calls it off.</param>
public readonly record struct CallOptions(Metadata? Headers = null, DateTime? Deadline = null, CancellationToken CancellationToken = default);
