using Coaster.GpuModel;
using Coaster.KubeApi;
using Coaster.Scheduler.Options;
using Coaster.Scheduler.Running;

try
{
    if (SchedulerOptions.Parse(args) is not { } options)
    {
        Console.WriteLine(SchedulerOptions.Usage);
        return 0;
    }

    await SchedulerHost.RunAsync(options).ConfigureAwait(false);
    return 0;
}
catch (CoasterException error)
{
    Console.Error.WriteLine(error.Line);
    return CoasterException.ExitCode;
}
catch (KubeConfigException error)
{
    Console.Error.WriteLine(new CoasterException("cannot reach the API server", error.Message.TrimEnd('.'), "Name a kubeconfig with --kubeconfig").Line);
    return CoasterException.ExitCode;
}
catch (Exception error)
{
    Console.Error.WriteLine(CoasterException.Unexpected("the scheduler failed", error).Line);
    return CoasterException.ExitCode;
}
