using Coaster.Agent.Options;
using Coaster.Agent.Running;
using Coaster.GpuModel;
using Coaster.Settings;

try
{
    if (AgentOptions.Parse(args) is not { } options)
    {
        Console.WriteLine(AgentOptions.Usage);
        return 0;
    }

    if (options.ConfigFile is not null)
        Environment.SetEnvironmentVariable("COASTER_CONFIG", Path.GetFullPath(options.ConfigFile));
    var settings = HostSettings.Load();
    return options.ProbeGpu is { } gpu ? Probe.Run(settings.DriverRoot, gpu) : await AgentHost.RunAsync(settings, options).ConfigureAwait(false);
}
catch (CoasterException error)
{
    Console.Error.WriteLine(error.Line);
    return CoasterException.ExitCode;
}
catch (Exception error)
{
    Console.Error.WriteLine(CoasterException.Unexpected("the agent failed", error).Line);
    return CoasterException.ExitCode;
}
