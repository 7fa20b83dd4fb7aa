using System.Buffers;
using System.IO.Pipelines;

namespace Coaster.KubeletApi.Authority;

/// <summary>
/// Shows what comes as it comes, but for a frame of the head that is not complete: that is held back until it is. When the head is over it is the
/// inner reader and nothing else.
/// </summary>
internal sealed class AuthorityReader(PipeReader inner) : PipeReader
{
    private readonly ConnectionHead _head = new();
    private ReadOnlySequence<byte> _buffer;
    private long _shown;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await inner.ReadAsync(cancellationToken);
            if (TryShow(result, out var shown))
                return shown;
            inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
            return false;
        if (TryShow(result, out var shown))
        {
            result = shown;
            return true;
        }

        inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <summary>
    /// Who has examined all that was shown has examined what is held back as well: the inner reader would give the same again at once.
    /// </summary>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_head.IsOver)
        {
            _head.Consumed(_buffer.Slice(0, consumed).Length);
            if (_buffer.Slice(0, examined).Length == _shown)
                examined = _buffer.End;
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    /// <summary>False where all of it is held back, so that there is nothing to wake anybody for.</summary>
    private bool TryShow(ReadResult result, out ReadResult shown)
    {
        shown = result;
        if (_head.IsOver)
            return true;
        _shown = _head.Read(result.Buffer, result.IsCompleted);
        if (_head.IsOver)
            return true;
        _buffer = result.Buffer;
        shown = new ReadResult(result.Buffer.Slice(0, _shown), result.IsCanceled, result.IsCompleted);
        return _shown > 0 || result.IsCanceled;
    }
}
