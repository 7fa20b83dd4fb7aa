namespace Coaster.Cli.Tests.Cdi;

/// <summary>Text whose writer meets something at each of its first blocks; each block is flushed, and one that brings nothing is none.</summary>
internal sealed class StepWriter(params Action[] steps) : StringWriter
{
    private int _step;
    private int _length;

    public override void Flush()
    {
        var length = GetStringBuilder().Length;
        if (length > _length && _step < steps.Length)
            steps[_step++]();
        _length = length;
    }
}
