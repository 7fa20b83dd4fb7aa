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
        else if (!dryRun)
            output.WriteLine(plan.Reload);
    }

    private static void Apply(Plan plan, TextWriter output)
    {
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
            // The step that failed did nothing, and putting back what is there does nothing.
            foreach (var change in done.Skip(1))
                change.Undo();
            if (done.Peek().IsDone())
                done.Peek().Undo();
            throw;
        }

        foreach (var change in plan.Changes)
            output.WriteLine(change.Line);
    }
}
