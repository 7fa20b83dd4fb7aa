using System.CommandLine;
using Coaster.Cli.Output;
using Coaster.Settings;

namespace Coaster.Cli.Gpus;

/// <summary><c>coaster gpus</c>: the GPUs of this machine.</summary>
internal static class GpusCommand
{
    public static Command Create()
    {
        var output = OutputFormat.Option();
        var watch = new Option<bool>("--watch", "-w") { Description = "Print again each second, until Ctrl-C." };
        var command = new Command("gpus", "Show the GPUs of this machine: what they are, what they do, and whether they are well.") { output, watch };
        command.SetAction((parsed, cancellation) => RunAsync(
            new GpusRequest(HostSettings.Load(), parsed.GetRequiredValue(output), parsed.GetValue(watch)), cancellation));
        return command;
    }

    // Looking once, Ctrl-C just kills; that works even inside a driver that hangs.
    private static async Task<int> RunAsync(GpusRequest request, CancellationToken cancellation)
    {
        if (!request.Watch)
            return await GpusProgram.RunAsync(request, Screen.OfProcess(), TimeProvider.System, cancellation).ConfigureAwait(false);
        using var interruption = new Interruption();
        return await GpusProgram.RunAsync(request, Screen.OfProcess(), TimeProvider.System, interruption.Token).ConfigureAwait(false);
    }
}
