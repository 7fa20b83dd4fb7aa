using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Settings;
using Coaster.Posix;
using Coaster.Runtime.Creation;

namespace Coaster.Runtime;

/// <summary>An OCI runtime that adds the booked GPUs and then becomes the real one; every verb that creates nothing passes straight through.</summary>
internal static class OciRuntime
{
    internal static int Run(string[] args)
    {
        var arguments = RuntimeArguments.Parse(args);
        try
        {
            var settings = HostSettings.Load();
            var runtime = settings.FindRuntime();
            if (arguments.Creates)
                Report(arguments, new ContainerCreation(settings, new NodeLedger(settings)).Prepare(arguments));
            Programs.Execute(runtime, [runtime, .. args]);
            return CoasterException.ExitCode;
        }
        catch (CoasterException error)
        {
            return Fail(arguments, error);
        }
        catch (Exception error)
        {
            return Fail(arguments, CoasterException.Unexpected("cannot start the container", error));
        }
    }

    private static void Report(RuntimeArguments arguments, IReadOnlyList<string> notices)
    {
        foreach (var notice in notices)
        {
            Console.Error.WriteLine("coaster: " + notice);
            if (arguments.Log is { } log)
                EngineLog.Append(log, "warning", notice);
        }
    }

    private static int Fail(RuntimeArguments arguments, CoasterException error)
    {
        Console.Error.WriteLine(error.Line);
        if (arguments.Log is { } log)
            EngineLog.Append(log, "error", error.Line);
        return CoasterException.ExitCode;
    }
}
