using Coaster.Cli.Output;
using Coaster.GpuModel;

namespace Coaster.Cli.Gpus;

/// <summary>Looks at the GPUs and prints them, once or each second.</summary>
internal static class GpusProgram
{
    /// <summary>The exit status where there is no driver to ask; scripts tell it from Coaster's own failures by it.</summary>
    public const int NoDriverStatus = 1;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(GpusRequest request, Screen screen, TimeProvider time, CancellationToken cancellation)
    {
        using var source = new GpuSource(
            request.Settings, withDetails: request.Format == OutputFormat.Wide, withTiers: request.Format is OutputFormat.Wide or OutputFormat.Json);
        try
        {
            return request.Watch
                ? await WatchAsync(request, source, screen, time, cancellation).ConfigureAwait(false)
                : Print(await source.ReadAsync(cancellation).ConfigureAwait(false), request, screen);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task<int> WatchAsync(
        GpusRequest request, GpuSource source, Screen screen, TimeProvider time, CancellationToken cancellation)
    {
        var first = true;
        while (true)
        {
            var snapshot = await source.ReadAsync(cancellation).ConfigureAwait(false);
            if (snapshot is not { Inventory: not null })
                return Print(snapshot, request, screen);
            Draw(snapshot, request, screen, first);
            first = false;
            await Task.Delay(Period, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>On a terminal over what was there, so that nothing flickers; elsewhere one block after the other.</summary>
    private static void Draw(GpuSnapshot snapshot, GpusRequest request, Screen screen, bool first)
    {
        var lines = Render(snapshot, request, screen);
        if (!screen.IsTerminal)
            screen.Out.Write((first || request.Format == OutputFormat.Json ? "" : "\n") + Block(lines));
        else
            screen.Out.Write((first ? Ansi.Home + Ansi.ClearBelow : Ansi.Home) + string.Concat(lines.Select(static line => line + Ansi.ClearLine + "\n"))
                + Ansi.ClearBelow);
        screen.Out.Flush();
    }

    private static int Print(GpuSnapshot snapshot, GpusRequest request, Screen screen)
    {
        if (snapshot.Inventory is null)
        {
            screen.Error.WriteLine(new CoasterException("cannot read the GPUs", snapshot.Reason ?? "there is no driver", NoDriver.Mend).Line);
            return NoDriverStatus;
        }

        screen.Out.Write(Block(Render(snapshot, request, screen)));
        return 0;
    }

    private static IEnumerable<string> Render(GpuSnapshot snapshot, GpusRequest request, Screen screen) => request.Format switch
    {
        OutputFormat.Json => [GpusJson.Write(snapshot, indented: !request.Watch)],
        OutputFormat.Wide => GpusText.Wide(snapshot, screen.IsTerminal),
        _ => GpusText.Table(snapshot, screen.IsTerminal),
    };

    private static string Block(IEnumerable<string> lines) => string.Concat(lines.Select(static line => line + "\n"));
}
