namespace Coaster.Cli.Sim;

/// <summary>What the kernel driver shows under /proc, in the formats that container runtimes parse.</summary>
internal static class DriverProcFiles
{
    private const int FirstGpuCapability = 3;
    private const int GpuInstances = 15;
    private const int ComputeInstances = 8;

    public static void Write(string folder, SimulatedMachine machine, DeviceMajors majors)
    {
        Write(folder, "devices", $"""
            Character devices:
            {DeviceMajors.Nvidia} nvidia
            {majors.MemoryManager} nvidia-uvm
            {majors.Capabilities} nvidia-caps

            """);
        Write(folder, "driver/nvidia/version", $"""
            NVRM version: NVIDIA UNIX x86_64 Kernel Module  {machine.DriverVersion}  Tue Jul  8 18:37:10 UTC 2025
            GCC version:  none, this driver is simulated

            """);
        Write(folder, "driver/nvidia/params", "ModifyDeviceFiles: 1\nDeviceFileUID: 0\nDeviceFileGID: 0\nDeviceFileMode: 438\n");
        Write(folder, "driver/nvidia-caps/mig-minors", string.Concat(MigMinors(machine).Select(static line => line + "\n")));
        foreach (var gpu in machine.Gpus)
            Write(folder, $"driver/nvidia/gpus/{gpu.KernelBusId}/information", Information(gpu));
    }

    private static string Information(SimulatedGpu gpu) => $"""
        Model: 		 {gpu.Name}
        IRQ:   		 0
        GPU UUID: 	 {gpu.Uuid}
        Video BIOS: 	 {gpu.VideoBios}
        Bus Type: 	 PCIe
        DMA Size: 	 52 bits
        DMA Mask: 	 0xfffffffffffff
        Bus Location: 	 {gpu.KernelBusId}
        Device Minor: 	 {gpu.Minor}
        GPU Excluded:	 No

        """;

    /// <summary>The driver's static table: each GPU has 15 GPU instances, each of these itself and 8 compute instances.</summary>
    private static IEnumerable<string> MigMinors(SimulatedMachine machine)
    {
        yield return "config 1";
        yield return "monitor 2";
        foreach (var gpu in machine.Gpus)
            for (var instance = 0; instance < GpuInstances; instance++)
                foreach (var line in MigMinors(gpu.Minor, instance))
                    yield return line;
    }

    private static IEnumerable<string> MigMinors(int gpu, int instance)
    {
        var minor = FirstGpuCapability + ((gpu * GpuInstances) + instance) * (ComputeInstances + 1);
        return Enumerable.Range(0, ComputeInstances)
            .Select(compute => $"gpu{gpu}/gi{instance}/ci{compute}/access {minor + 1 + compute}")
            .Prepend($"gpu{gpu}/gi{instance}/access {minor}");
    }

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
