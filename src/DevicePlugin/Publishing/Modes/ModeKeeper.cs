using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;

namespace Coaster.Publishing.Modes;

/// <summary>
/// Brings GPUs to the modes that are wanted, each for itself and only while nobody uses it. While one waits for its users it drains
/// (<see cref="GpuModeState.IsDraining"/>). What is applied is saved before it is told. Not safe for use by several threads.
/// </summary>
public sealed class ModeKeeper
{
    private readonly IModeStore _store;
    private readonly IMigLayouts _layouts;
    private readonly TimeSpan _retryAfter;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, long> _tried = new(StringComparer.Ordinal);
    private Dictionary<string, GpuModeSpec> _applied;
    private IReadOnlyDictionary<string, GpuModeState> _states = new Dictionary<string, GpuModeState>();

    /// <summary>Makes it with the modes that were applied before; what the store throws is not caught.</summary>
    /// <param name="store">Keeps them.</param>
    /// <param name="layouts">Cuts GPUs.</param>
    /// <param name="retryAfter">How long after a failure the same is tried again.</param>
    /// <param name="time">The clock.</param>
    public ModeKeeper(IModeStore store, IMigLayouts layouts, TimeSpan retryAfter, TimeProvider time)
    {
        (_store, _layouts, _retryAfter, _time) = (store, layouts, retryAfter, time);
        _applied = store.Load().ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>What the GPU is offered as.</summary>
    public GpuModeSpec AppliedOf(string uuid) => _applied.GetValueOrDefault(uuid) ?? GpuModeSpec.Auto;

    /// <summary>Whether the GPU takes no new work, by the last reconciliation.</summary>
    public bool IsDraining(string uuid) => _states.GetValueOrDefault(uuid)?.IsDraining ?? false;

    /// <summary>
    /// Changes what can be changed. Who calls it lets nobody begin to use a GPU meanwhile, and reads the inventory anew afterwards.
    /// </summary>
    /// <param name="node">The GPUs that there are; others keep what they have.</param>
    /// <param name="wanted">What is wanted of them.</param>
    /// <param name="usersOf">Who uses, or is booked on, the GPU of a UUID, as <c>namespace/pod/container</c>.</param>
    /// <returns>Where each GPU that has a UUID is now, in the inventory's order.</returns>
    public IReadOnlyList<GpuModeState> Reconcile(NodeInventory node, WantedModes wanted, Func<string, IReadOnlyList<string>> usersOf)
    {
        var states = new List<GpuModeState>(node.Gpus.Count);
        foreach (var gpu in node.Gpus.Where(gpu => gpu.Uuid.Length > 0))
            states.Add(Reconcile(gpu, wanted.Of(gpu.Uuid), usersOf(gpu.Uuid)));
        _states = states.ToDictionary(state => state.Gpu, StringComparer.Ordinal);
        return states;
    }

    private GpuModeState Reconcile(Gpu gpu, GpuModeSpec? said, IReadOnlyList<string> users)
    {
        var applied = AppliedOf(gpu.Uuid);
        var wanted = said ?? applied;
        var before = _states.GetValueOrDefault(gpu.Uuid);
        var hasFailed = before?.Progress == GpuModeProgress.Failed && before.Wanted == wanted;
        return ModeRules.Decide(IsThere(gpu, applied, wanted, users.Count > 0), users.Count > 0, hasFailed, MayTry(gpu.Uuid)) switch
        {
            ModeDecision.Wait => new GpuModeState(gpu.Uuid, wanted, applied, GpuModeProgress.Waiting, ModeRules.WaitsFor(users)),
            ModeDecision.Try => Try(gpu, applied, wanted),
            ModeDecision.GiveUpForNow => before! with { Applied = applied },
            _ => new GpuModeState(gpu.Uuid, wanted, applied, GpuModeProgress.Applied, ModeRules.Note(gpu, applied)),
        };
    }

    // An inventory that was read before the GPU was cut does not have its devices yet; and nobody drains for what was only disturbed.
    private bool IsThere(Gpu gpu, GpuModeSpec applied, GpuModeSpec wanted, bool isUsed) =>
        wanted == applied && (isUsed || !ModeRules.IsCutOtherwise(gpu, applied) || !MayTry(gpu.Uuid));

    private bool MayTry(string uuid) => !_tried.TryGetValue(uuid, out var last) || _time.GetElapsedTime(last) >= _retryAfter;

    private GpuModeState Try(Gpu gpu, GpuModeSpec applied, GpuModeSpec wanted)
    {
        _tried[gpu.Uuid] = _time.GetTimestamp();
        return (ModeRules.Impossible(gpu, wanted) ?? Cut(gpu.Uuid, applied, wanted) ?? Save(gpu.Uuid, wanted)) is { } problem
            ? new GpuModeState(gpu.Uuid, wanted, applied, GpuModeProgress.Failed, problem)
            : new GpuModeState(gpu.Uuid, wanted, wanted, GpuModeProgress.Applied, "");
    }

    private string? Cut(string uuid, GpuModeSpec applied, GpuModeSpec wanted)
    {
        try
        {
            return ModeRules.Cut(applied, wanted) is { } profiles ? _layouts.Apply(uuid, profiles).Problem : null;
        }
        catch (CoasterException error)
        {
            return error.Message;
        }
    }

    private string? Save(string uuid, GpuModeSpec wanted)
    {
        var next = new Dictionary<string, GpuModeSpec>(_applied, StringComparer.Ordinal) { [uuid] = wanted };
        if (wanted == GpuModeSpec.Auto)
            next.Remove(uuid);
        try
        {
            _store.Save(next);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the applied mode cannot be saved: {error.Message}";
        }

        _applied = next;
        return null;
    }
}
