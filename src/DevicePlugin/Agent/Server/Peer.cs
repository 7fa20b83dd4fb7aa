using System.Buffers.Binary;
using System.Net.Sockets;

namespace Coaster.Agent.Server;

/// <summary>Who is at the other end of a socket of this machine (unix(7), SO_PEERCRED).</summary>
internal static class Peer
{
    private const int SOL_SOCKET = 1;
    private const int SO_PEERCRED = 17;

    // struct ucred: pid, uid, gid.
    private const int CredentialBytes = 12;
    private const int UserId = 4;

    /// <summary>Whether it has the rights of this process's user, or root's.</summary>
    internal static bool IsTrusted(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialBytes];
        return socket.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, credentials) == CredentialBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(credentials[UserId..]) == 0;
    }
}
