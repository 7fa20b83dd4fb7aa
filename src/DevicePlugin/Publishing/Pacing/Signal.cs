using System.Threading.Channels;

namespace Coaster.Publishing.Pacing;

/// <summary>Wakes one waiter; told many times before it looks, it wakes once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Tell() => _told.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _told.Reader.ReadAsync(cancellationToken);
}
