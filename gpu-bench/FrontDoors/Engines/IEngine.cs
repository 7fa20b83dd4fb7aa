using Coaster.GpuBench.FrontDoors.Doors;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>A container engine that was set up for the benchmark alone; it is taken down with this object, containers and all.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>The engine and its version.</summary>
    string Version { get; }

    /// <summary>The doors that lead through it.</summary>
    IReadOnlyList<Door> Doors { get; }
}
