namespace Coaster.Oci;

/// <summary>
/// The container's class of service for cache and memory bandwidth
/// (https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#intelrdt). An empty text is one that is not set.
/// </summary>
/// <param name="ClosId">The class's name.</param>
/// <param name="L3CacheSchema">The level 3 cache's schema.</param>
/// <param name="MemBwSchema">The memory bandwidth's schema.</param>
/// <param name="Schemata">Lines of the schemata file, or null when there are none of its own.</param>
/// <param name="EnableMonitoring">Whether the container is a monitoring group of its own.</param>
public sealed record IntelRdt(string ClosId, string L3CacheSchema, string MemBwSchema, IReadOnlyList<string>? Schemata, bool EnableMonitoring);
