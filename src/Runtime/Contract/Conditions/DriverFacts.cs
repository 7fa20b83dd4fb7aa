using Coaster.GpuModel.Inventory;

namespace Coaster.Contract.Conditions;

/// <summary>What conditions are held against: a machine, and one GPU of it or none.</summary>
/// <param name="Node">The machine.</param>
/// <param name="Gpu">The GPU.</param>
internal sealed record DriverFacts(NodeInventory Node, Gpu? Gpu)
{
    /// <summary>The value of a property in small letters; empty when it is not known.</summary>
    public string this[string property] => property switch
    {
        "cuda" => Node.CudaVersion,
        "driver" => Node.DriverVersion,
        "arch" => Gpu?.ComputeCapability ?? "",
        _ => Gpu?.Brand ?? "",
    };

    /// <summary>The same in words: <c>the driver here has 12.2</c>.</summary>
    public string Tell(string property) => property switch
    {
        "cuda" => $"the driver here has {Node.CudaVersion}",
        "driver" => $"the driver here is {Node.DriverVersion}",
        "arch" => $"GPU {Gpu?.Index} here has compute capability {Gpu?.ComputeCapability}",
        _ => $"GPU {Gpu?.Index} here is of the brand {Gpu?.Brand}",
    };
}
