using Coaster.Enforcement.Processes;

namespace Coaster.Enforcement.Acting;

/// <summary>What can be done to all processes of a container from outside.</summary>
public interface ICgroupActions
{
    /// <summary>Stops them where they are.</summary>
    /// <returns>Whether they stand still.</returns>
    bool Freeze(ContainerPlace place);

    /// <summary>Ends them, without waiting for their ends.</summary>
    /// <returns>Whether there was any.</returns>
    bool Kill(ContainerPlace place);
}
