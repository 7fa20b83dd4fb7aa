namespace Coaster.Cli.Tests.Gpus;

/// <summary>Text that somebody stops writing after so many blocks; each block is flushed.</summary>
internal sealed class StoppingWriter(int blocks, CancellationTokenSource stop) : StringWriter
{
    private int _left = blocks;

    public override void Flush()
    {
        if (--_left == 0)
            stop.Cancel();
    }
}
