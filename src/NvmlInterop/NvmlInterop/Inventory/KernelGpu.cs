namespace Coaster.NvmlInterop.Inventory;

/// <summary>A GPU as <c>/proc/driver/nvidia/gpus/…/information</c> describes it; that file answers even when the GPU does not.</summary>
internal sealed record KernelGpu(string Uuid, string Model, string BusId, int Minor)
{
    public static KernelGpu Parse(string text)
    {
        var values = text.Split('\n').Select(static line => line.Split(':', 2)).Where(static parts => parts.Length == 2)
            .GroupBy(static parts => parts[0].Trim()).ToDictionary(static group => group.Key, static group => group.First()[1].Trim());
        return new KernelGpu(
            Uuid(values.GetValueOrDefault("GPU UUID", "")), values.GetValueOrDefault("Model", ""),
            LongBusId(values.GetValueOrDefault("Bus Location", "")),
            int.TryParse(values.GetValueOrDefault("Device Minor"), out var minor) ? minor : -1);

        // A GPU that was never initialised is listed with question marks.
        static string Uuid(string value) => value.Contains('?') ? "" : value;
    }

    /// <summary>NVML writes the domain with eight digits and all of it in upper case.</summary>
    private static string LongBusId(string busId) => busId.IndexOf(':') == 4 ? "0000" + busId.ToUpperInvariant() : busId.ToUpperInvariant();
}
