namespace Coaster.Kubelet.Sockets;

/// <summary>Tells a socket from another one that has its name later, as its inode would: by the moments at which it was made and bound.</summary>
internal readonly record struct SocketIdentity(DateTime Made, DateTime Bound)
{
    /// <summary>The socket that has the path now, or null.</summary>
    public static SocketIdentity? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new SocketIdentity(file.CreationTimeUtc, file.LastWriteTimeUtc) : null;
    }
}
