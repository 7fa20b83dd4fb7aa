namespace Coaster.Publishing.Modes;

/// <summary>Tells what is new about the GPUs' modes, each thing once. The containers that a GPU waits for may change without another event.</summary>
/// <param name="events">Where it is told.</param>
public sealed class ModeAnnouncer(IConfigEvents events)
{
    private Dictionary<string, GpuModeState> _states = [];
    private HashSet<string> _refusals = [];

    /// <summary>Tells what is different from the last time. At the first time GPUs that are as they shall be are no news.</summary>
    public void Announce(IReadOnlyList<GpuModeState> states, IReadOnlyList<string> refusals)
    {
        foreach (var state in states.Where(IsNews))
            Tell(state);
        foreach (var refusal in refusals.Where(refusal => !_refusals.Contains(refusal)))
            events.Tell(true, "GpuConfigRefused", refusal);
        _states = states.ToDictionary(state => state.Gpu);
        _refusals = [.. refusals];
    }

    private bool IsNews(GpuModeState state) => _states.TryGetValue(state.Gpu, out var before)
        ? before with { Message = "" } != state with { Message = "" } || (state.Progress == GpuModeProgress.Failed && before.Message != state.Message)
        : state.Progress != GpuModeProgress.Applied;

    private void Tell(GpuModeState state)
    {
        var (isWarning, reason, what) = state.Progress switch
        {
            GpuModeProgress.Waiting => (false, "GpuModeWaiting", $"is {state.Applied} and shall be {state.Wanted}"),
            GpuModeProgress.Failed => (true, "GpuModeFailed", $"is {state.Applied} and shall be {state.Wanted}"),
            _ => (false, "GpuModeApplied", $"is {state.Applied}"),
        };
        events.Tell(isWarning, reason, $"{state.Gpu} {what}{(state.Message.Length > 0 ? ": " + state.Message : "")}");
    }
}
