using Coaster.GpuModel;

namespace Coaster.Agent.Server;

/// <summary>Is told of containers by those who start and end them.</summary>
internal interface IContainerLives
{
    /// <summary>A container is about to be made, and is booked.</summary>
    /// <exception cref="CoasterException">What its tier needs cannot be had.</exception>
    void Prepare(string id);

    /// <summary>A container's first process is there, and has not begun its program yet.</summary>
    /// <exception cref="CoasterException">What has to be done before it begins cannot be done.</exception>
    void Started(string id, int pid);

    /// <summary>A container is over.</summary>
    void Stopped(string id);
}
