using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Partitioning;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Layouts;
using Coaster.Publishing.Modes;
using Coaster.Settings;

namespace Coaster.Agent.Cluster;

/// <summary>
/// Has the driver cut GPUs, while the node's ledger is ours: nobody books meanwhile, and <c>coaster mig</c> waits. For one thread. A driver that hangs
/// holds that one up for a minute, and the ledger until it answers: who is booked on a GPU that is being cut would find another one.
/// </summary>
/// <param name="settings">The driver and the ledger.</param>
/// <param name="usersOf">Who uses, or is booked on, the GPU of a UUID.</param>
/// <param name="changed">Told when a GPU may be cut otherwise than before.</param>
/// <param name="time">The clock.</param>
internal sealed class DriverLayouts(HostSettings settings, Func<string, IEnumerable<string>> usersOf, Action changed, TimeProvider time) : IMigLayouts
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>What can never be is known only with the MIG mode on: it is not turned on again and again for the same answer.</summary>
    private readonly Dictionary<string, (string Layout, string Why)> _never = new(StringComparer.OrdinalIgnoreCase);
    private readonly UnfinishedCut _unfinished = new(Path.Combine(settings.DataDirectory, "cutting"));
    private Task<string?> _cutting = Task.FromResult<string?>(null);
    private bool _hasTakenApart;

    /// <summary>The GPU in whose cutting the agent before this one ended; null for none.</summary>
    internal string? Unfinished => _cutting.IsCompleted ? _unfinished.Gpu : null;

    public LayoutResult Apply(string gpuUuid, IReadOnlyList<string> profiles)
    {
        var layout = string.Join(' ', profiles);
        if (_never.TryGetValue(gpuUuid, out var known) && known.Layout == layout)
            return new LayoutResult(known.Why);
        try
        {
            if (Bounded(gpuUuid, profiles) is not { } never)
                return LayoutResult.Done;
            _never[gpuUuid] = (layout, never);
            return new LayoutResult(never);
        }
        finally
        {
            changed();
        }
    }

    /// <summary>Takes apart what a crash left of a cut that nobody wants any more. Once: a GPU that does not let us is not to be tried for ever.</summary>
    /// <exception cref="CoasterException">It could not be done.</exception>
    internal void TakeApart(IReadOnlyList<GpuModeState> states)
    {
        if (_hasTakenApart || Unfinished is not { } uuid || usersOf(uuid).Any())
            return;
        if (states.FirstOrDefault(state => state.Gpu == uuid) is not { Wanted.Layout.Count: 0, Applied.Layout.Count: 0 })
            return;
        _hasTakenApart = true;
        Apply(uuid, []);
    }

    private string? Bounded(string gpu, IReadOnlyList<string> profiles)
    {
        if (!_cutting.IsCompleted)
            throw Failure(gpu).Of("the driver has not answered yet to what was asked before", "Look for XID errors with dmesg");
        var late = new CancellationTokenSource();
        _cutting = Task.Run(() => Cut(gpu, profiles, late.Token), CancellationToken.None);
        try
        {
            return _cutting.WaitAsync(Limit, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException error)
        {
            late.Cancel();
            throw new CoasterException($"cannot cut {gpu}", $"it took longer than {Limit.TotalSeconds:0} s", "Look for XID errors with dmesg", error);
        }
        catch (Exception error) when (error is not CoasterException)
        {
            throw CoasterException.Unexpected($"cannot cut {gpu}", error);
        }
    }

    private string? Cut(string gpu, IReadOnlyList<string> profiles, CancellationToken late)
    {
        var failure = Failure(gpu);
        using var alone = new NodeLedger(settings).Begin();
        late.ThrowIfCancellationRequested();
        if (Holders(gpu, alone) is { Length: > 0 } holders)
            throw failure.Of($"it is held by {holders}", "Stop that first");
        using var machine = MigMachine.Open(settings.DriverRoot, "Install NVIDIA's driver, or mend it", failure);
        _unfinished.Begin(gpu);
        try
        {
            return new MigLayoutChange(machine, failure).Apply(gpu, profiles);
        }
        finally
        {
            _unfinished.End();
        }
    }

    private string Holders(string gpu, LedgerTransaction alone) => string.Join(", ", alone.Entries
        .Where(entry => entry.Container.Grants.Any(grant => string.Equals(grant.GpuUuid, gpu, StringComparison.OrdinalIgnoreCase)))
        .Select(static entry => entry.Name).Concat(usersOf(gpu)).Distinct());

    private static MigFailure Failure(string gpu) => new($"cannot cut {gpu}");
}
