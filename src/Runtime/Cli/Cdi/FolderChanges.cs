namespace Coaster.Cli.Cdi;

/// <summary>
/// Tells soon when something happens in a folder. It is a help and no more: whoever relies on it looks by itself from time to time, for the
/// kernel may have no more watches to give, and a folder that is made anew is another one.
/// </summary>
internal sealed class FolderChanges : IDisposable
{
    /// <summary>Changes come in swarms: one container's booking is several.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly FileSystemWatcher? _watcher;

    internal FolderChanges(string folder)
    {
        try
        {
            _watcher = new FileSystemWatcher(folder);
            _watcher.Created += Changed;
            _watcher.Deleted += Changed;
            _watcher.Renamed += Changed;
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>Ends it. The semaphore stays, for an event may be on its way still.</summary>
    public void Dispose() => _watcher?.Dispose();

    /// <summary>Returns when something has happened and settled, at the latest after that time.</summary>
    internal async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        if (!await _changed.WaitAsync(most, cancellation).ConfigureAwait(false))
            return;
        await Task.Delay(Settling, cancellation).ConfigureAwait(false);
        while (_changed.CurrentCount > 0)
            await _changed.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private void Changed(object sender, FileSystemEventArgs change) => _changed.Release();
}
