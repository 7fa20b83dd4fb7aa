using System.Runtime.InteropServices;
using Coaster.BookingKeys;
using Coaster.ClusterState;
using Coaster.GpuModel;
using Coaster.KubeApi;
using Coaster.Scheduler.Binding;
using Coaster.Scheduler.Cluster;
using Coaster.Scheduler.Leading;
using Coaster.Scheduler.Options;
using Coaster.Scheduler.Web;

namespace Coaster.Scheduler.Running;

/// <summary>The scheduler from its start to its end.</summary>
internal static class SchedulerHost
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    internal static async Task RunAsync(SchedulerOptions options)
    {
        using var ending = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var signer = BookingSigner.FromPem(ReadKey(options.SigningKey), options.SigningKey);
        using var api = new Kubernetes(options.Kubeconfig is null
            ? KubernetesClientConfiguration.BuildDefaultConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(options.Kubeconfig));
        try
        {
            await RunAsync(options, api, signer, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // As it was told.
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            ending.Cancel();
        }
    }

    private static async Task RunAsync(SchedulerOptions options, Kubernetes api, BookingSigner signer, CancellationTokenSource ending)
    {
        var time = TimeProvider.System;
        var verifier = await VerifyingKeys.ReadAsync(api, options.Namespace, options.Keys, signer, Log, ending.Token);
        var book = new ClusterBook(BookSettings.Default with { Unit = options.Unit }, verifier, time);
        var underWay = new BindsUnderWay();
        var watch = new ClusterWatch(api, book, underWay, Log);
        var settings = LeaseSettings.Of(options.Identity, Binder.Limit);
        using var mandate = new Mandate(settings, time);
        var keeper = new LeaseKeeper(new SchedulerLease(api.Leases(), options.Namespace, options.Lease, time), mandate, settings, watch, Log, time);
        var binder = new Binder(book, api.Pods(), signer, mandate, underWay, time);
        var server = await new SchedulerServer(book, binder, mandate, () => watch.HasSynced, Log, ending.Token).StartAsync(options.Listen);
        await using (server)
        {
            Log($"listens on {options.Listen}, signs with the key {signer.KeyId}");
            Task[] parts = [watch.RunAsync(ending.Token), keeper.RunAsync(ending.Token), SweepAsync(book, time, ending.Token)];
            await Task.WhenAny(parts);
            await ending.CancelAsync();
            await server.StopAsync();
            await keeper.EndAsync();
            await Task.WhenAll(parts);
        }
    }

    private static async Task SweepAsync(ClusterBook book, TimeProvider time, CancellationToken ending)
    {
        for (; ; )
        {
            await Task.Delay(SweepPeriod, time, ending);
            book.Sweep();
        }
    }

    private static string ReadKey(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException("cannot read the signing key", error.Message.TrimEnd('.'), "Name the file that the Secret is mounted as with --signing-key", error);
        }
    }

    private static void Log(string line) => Console.Error.WriteLine($"coaster-scheduler: {line}");
}
