using Coaster.Cli.Configure.Changes;

namespace Coaster.Cli.Configure;

/// <summary>A container engine that can be told of our runtime.</summary>
internal interface IEngine
{
    /// <summary>What has to be done so that the engine knows the runtime.</summary>
    /// <exception cref="GpuModel.CoasterException">Its files are not what they should be.</exception>
    Plan Configure(ConfigureOptions options);

    /// <summary>What has to be done so that nothing of ours is left.</summary>
    /// <exception cref="GpuModel.CoasterException">Its files are not what they should be.</exception>
    Plan Remove(ConfigureOptions options);
}
