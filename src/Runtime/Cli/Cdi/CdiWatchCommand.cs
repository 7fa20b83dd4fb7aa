using System.CommandLine;
using Coaster.Cli.Output;

namespace Coaster.Cli.Cdi;

/// <summary><c>coaster cdi watch</c>: keeps the specifications right until it is told to end.</summary>
internal static class CdiWatchCommand
{
    internal static Command Create()
    {
        var options = new CdiOptions();
        var command = new Command("watch", "Write the CDI specifications, and again when the driver, the MIG devices or the bookings change.");
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue<string?>("--output") == CdiOptions.StandardOutput)
                result.AddError("--output - cannot be watched");
        });
        command.SetAction((parsed, _) => RunAsync(options.Read(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(CdiRequest request)
    {
        using var interruption = new Interruption();
        return await new CdiWatch(request, Screen.OfProcess()).RunAsync(interruption.Token).ConfigureAwait(false);
    }
}
