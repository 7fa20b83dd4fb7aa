using System.Runtime.InteropServices;

namespace Coaster.Testing;

/// <summary>
/// Swaps two names again and again while a test works on one of them: what an attacker does who can write to a folder. The kernel swaps them in
/// one step (renameat2(2)), so that at every moment one of the two is there.
/// </summary>
public sealed partial class Exchange : IDisposable
{
    private const int AT_FDCWD = -100;
    private const uint RENAME_EXCHANGE = 2;
    private readonly CancellationTokenSource _ended = new();
    private readonly Thread _thread;

    public Exchange(string one, string other)
    {
        _thread = new Thread(() =>
        {
            while (!_ended.IsCancellationRequested && renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0)
                Count++;
        });
        _thread.Start();
    }

    /// <summary>How often they were swapped so far.</summary>
    public long Count { get; private set; }

    public void Dispose()
    {
        _ended.Cancel();
        _thread.Join();
        _ended.Dispose();
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);
}
