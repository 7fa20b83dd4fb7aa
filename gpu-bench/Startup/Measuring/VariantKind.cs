namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>What is compared.</summary>
internal enum VariantKind
{
    /// <summary>runc, without a GPU.</summary>
    Plain,

    /// <summary>runc, with the GPUs written into the config.json beforehand.</summary>
    Floor,

    /// <summary>coaster-runtime, which finds and writes them, and becomes runc.</summary>
    Coaster,
}
