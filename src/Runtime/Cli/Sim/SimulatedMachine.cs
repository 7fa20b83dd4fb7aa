namespace Coaster.Cli.Sim;

/// <summary>The simulated driver and its GPUs, as <c>coaster-simctl show</c> prints them.</summary>
internal sealed record SimulatedMachine(string DriverVersion, IReadOnlyList<SimulatedGpu> Gpus)
{
    public static SimulatedMachine Read(SimHome home, SimFolder folder) => Parse(Simctl.Run(home, ["show", folder.State]));

    public static SimulatedMachine Parse(string text)
    {
        var blocks = text.Split("gpu=");
        return new SimulatedMachine(Fields(blocks[0])["driver_version"], [.. blocks.Skip(1).Select(Fields).Select(SimulatedGpu.Parse)]);
    }

    private static Dictionary<string, string> Fields(string block) => block.Split('\n')
        .Select(static line => line.Split('=', 2))
        .Where(static pair => pair is [not "mig", _])
        .ToDictionary(static pair => pair[0], static pair => pair[1]);
}
