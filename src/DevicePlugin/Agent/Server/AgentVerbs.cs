using System.Text.Json;
using Coaster.Enforcement.Loop;
using Coaster.Enforcement.Partitions;
using Coaster.GpuModel;

namespace Coaster.Agent.Server;

/// <summary>What can be asked of the agent.</summary>
/// <param name="enforcer">What is asked about.</param>
/// <param name="partitions">The containers with MIG devices.</param>
/// <param name="gpus">The GPUs, and what can hold shares of them.</param>
/// <param name="lives">Who is told that containers began and ended.</param>
/// <param name="wake">Has the next step begin now.</param>
/// <param name="claims">What pods' containers hold; null where there is no cluster.</param>
internal sealed class AgentVerbs(
    Enforcer enforcer, PartitionWatch partitions, Func<IReadOnlyList<GpuOffer>> gpus, IContainerLives lives, Action wake, IClaims? claims = null)
{
    private const int Version = 1;
    private static readonly TimeSpan StatusBound = TimeSpan.FromSeconds(3);

    /// <summary>Answers one line.</summary>
    internal async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            wake();
            return document.RootElement.GetProperty("verb").GetString() == "claim"
                ? await ClaimAsync(document.RootElement).ConfigureAwait(false)
                : Answer(document.RootElement);
        }
        catch (CoasterException error)
        {
            return AgentReplies.Failed(error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return AgentReplies.Failed(NoRequest(error.Message.TrimEnd('.')));
        }
    }

    private byte[] Answer(JsonElement request)
    {
        switch (request.GetProperty("verb").GetString())
        {
            case "ping":
                return AgentReplies.Alive(Version, Environment.ProcessId);
            case "prepare":
                lives.Prepare(Id(request));
                return AgentReplies.Done();
            case "started":
                lives.Started(Id(request), request.GetProperty("pid").GetInt32());
                return AgentReplies.Done();
            case "stopped":
                lives.Stopped(Id(request));
                return AgentReplies.Done();
            case "status":
                return AgentReplies.Status(enforcer.Status(StatusBound) ?? throw Busy(), partitions.Status, gpus());
            default:
                throw NoRequest("its verb is none of ping, prepare, started, stopped, status and claim");
        }
    }

    private async Task<byte[]> ClaimAsync(JsonElement request)
    {
        var claim = Claim.Read(request);
        if (claims is null)
            throw new CoasterException(
                $"cannot tell what {claim.Namespace}/{claim.Name} holds",
                "this agent was not started for a node of a cluster",
                "Start it with --node, as the DaemonSet does");
        return AgentReplies.Claimed(claim.Id, await claims.FindAsync(claim).ConfigureAwait(false));
    }

    private static string Id(JsonElement request) => request.GetProperty("id").GetString() is { } id && Identifiers.IsName(id)
        ? id
        : throw NoRequest("its id is no container's");

    private static CoasterException NoRequest(string why) => new("cannot read the request", why, "Use programs of the same build");

    private static CoasterException Busy() => new("cannot tell how the containers stand", "the driver does not answer", "See the machine's kernel log");
}
