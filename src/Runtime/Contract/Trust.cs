using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>
/// Which requests in a container's env count. An image can write them as well as a person: what comes from the engine's own hand always
/// counts, the rest as far as the administrator says.
/// </summary>
/// <param name="Shares">Whether shares do.</param>
/// <param name="Devices">Whether whole GPUs, and devices beside them, do.</param>
internal sealed record Trust(bool Shares, bool Devices)
{
    public static Trust In(ContainerFacts container, RequestPolicy policy, AskedBy by) => (by, policy.Environment) switch
    {
        (AskedBy.Engine, _) or (_, EnvironmentRequests.All) => new Trust(true, true),
        (_, EnvironmentRequests.Shares) => new Trust(true, container.IsPrivileged),
        _ => new Trust(false, false),
    };
}
