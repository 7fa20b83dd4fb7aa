using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>One question to the agent.</summary>
internal static class AgentSocket
{
    /// <summary>The answer, or null where nobody answers.</summary>
    public static JsonElement? Ask(string path, string question)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(Encoding.UTF8.GetBytes(question + "\n"));
            using var reader = new StreamReader(new NetworkStream(socket));
            return reader.ReadLine() is { } line ? JsonDocument.Parse(line).RootElement : null;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return null;
        }
    }
}
