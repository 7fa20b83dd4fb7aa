namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>What the runtime is asked to do.</summary>
internal enum Verb
{
    /// <summary>Make the container, with its program waiting to be started.</summary>
    Create,

    /// <summary>Make it, run its program to the end, and remove it.</summary>
    Run,
}
