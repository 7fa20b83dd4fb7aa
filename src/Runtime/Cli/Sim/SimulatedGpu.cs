namespace Coaster.Cli.Sim;

/// <summary>What the driver root tells about one simulated GPU.</summary>
internal sealed record SimulatedGpu(int Minor, string Name, string Uuid, string BusId, string VideoBios)
{
    /// <summary>The kernel's form of the bus id: a domain of four digits, lower case.</summary>
    public string KernelBusId => BusId[4..].ToLowerInvariant();

    public static SimulatedGpu Parse(IReadOnlyDictionary<string, string> fields) =>
        new(int.Parse(fields["minor"]), fields["name"], fields["uuid"], fields["bus_id"], fields["vbios"]);
}
