namespace Coaster.Kubelet.Sockets;

/// <summary>
/// Wakes those who wait for something in a folder: at once when a name comes or goes, and every now and then in any case. The folder may come later,
/// and may be made anew; where the kernel gives no watch, the looks every now and then are all there is.
/// </summary>
internal sealed class FolderWatch(string path, TimeSpan pollEvery, TimeProvider time)
{
    private FileSystemWatcher? _watcher;
    private DateTime _watched;
    private volatile bool _isBroken;

    public Pulse Changes { get; } = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(pollEvery, time);
            do
            {
                Renew();
                Changes.Beat();
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            _watcher?.Dispose();
        }
    }

    private void Renew()
    {
        var folder = new DirectoryInfo(path);
        var made = folder.Exists ? folder.CreationTimeUtc : default;
        if (_watcher is not null && made == _watched && !_isBroken)
            return;
        _watcher?.Dispose();
        (_watcher, _watched, _isBroken) = (folder.Exists ? TryWatch() : null, made, false);
    }

    private FileSystemWatcher? TryWatch()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(path) { NotifyFilter = NotifyFilters.FileName };
            watcher.Created += (_, _) => Changes.Beat();
            watcher.Deleted += (_, _) => Changes.Beat();
            watcher.Renamed += (_, _) => Changes.Beat();
            watcher.Error += (_, _) => _isBroken = true;
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            return null;
        }
    }
}
