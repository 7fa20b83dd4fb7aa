using Coaster.GpuModel;

namespace Coaster.Cli.Configure.Changes;

/// <summary>Shows a plan, or carries it out wholly or not at all.</summary>
internal static class PlanRunner
{
    /// <summary>Shows the steps as a unified diff, or takes them.</summary>
    /// <exception cref="CoasterException">A step, or what came out, is wrong; all is as it was.</exception>
    public static void Run(Plan plan, bool dryRun, TextWriter output)
    {
        if (dryRun)
            foreach (var change in plan.Changes)
                output.Write(change.Diff);
        else
            Apply(plan, output);
        foreach (var note in plan.Notes)
            output.WriteLine(note);
        if (plan.Changes.Count == 0)
            output.WriteLine("nothing to do");
        else if (!dryRun && plan.Reload.Length > 0)
            output.WriteLine(plan.Reload);
    }

    private static void Apply(Plan plan, TextWriter output)
    {
        if (plan.Changes.Count == 0)
            return;
        var done = new Stack<IChange>();
        try
        {
            foreach (var change in plan.Changes)
            {
                done.Push(change);
                change.Apply();
            }

            if (plan.Changes.FirstOrDefault(change => !change.IsDone()) is { } undone)
                throw new CoasterException("cannot configure the engine", $"the disk does not say: {undone.Line}", "See whether another program writes there");
            plan.Verify();
        }
        catch
        {
            // A step that failed did nothing.
            if (!done.Peek().IsDone())
                done.Pop();
            Undo(done);
            throw;
        }

        foreach (var change in plan.Changes)
            output.WriteLine(change.Line);
    }

    /// <summary>The last first; one that fails keeps none of the others from being tried.</summary>
    private static void Undo(Stack<IChange> done)
    {
        if (!done.TryPop(out var change))
            return;
        try
        {
            change.Undo();
        }
        finally
        {
            Undo(done);
        }
    }
}
