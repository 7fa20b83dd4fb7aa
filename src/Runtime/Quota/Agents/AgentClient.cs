using System.Diagnostics;
using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Posix;

namespace Coaster.Quota.Agents;

/// <summary>Talks to the node's agent through its socket, one line each way; starts one where none answers.</summary>
/// <param name="stateDirectory">Where its socket is.</param>
public sealed class AgentClient(string stateDirectory) : IAgent
{
    private const string Program = "coaster-agent";
    private const int MostBytes = 16 << 20;
    private const int MostClaimBytes = 1 << 20;
    private const int PollMilliseconds = 10;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    // A control daemon, its server and a context of the driver's have to come up.
    private static readonly TimeSpan PrepareLimit = TimeSpan.FromSeconds(30);
    // Within this the agent may have to ask the API server for the pod.
    private static readonly TimeSpan ClaimLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly string _socket = Path.Combine(stateDirectory, "agent.sock");

    /// <inheritdoc/>
    public void Require()
    {
        if (IsAlive())
            return;
        var agent = Programs.Find(Path.Combine(AppContext.BaseDirectory, Program)) ?? Programs.Find(Program)
            ?? throw Absent($"{Program} is neither beside this program nor in PATH", "Install both from the same build");
        var started = Stopwatch.StartNew();
        Programs.StartDetached(agent, [agent, "--local"]);
        while (!IsAlive())
        {
            if (started.Elapsed > StartLimit)
                throw Absent($"{agent} was started, and did not answer within {StartLimit.TotalSeconds:0} s", $"Run it by hand to see why: {agent} --local");
            Pause.For(PollMilliseconds);
        }
    }

    /// <inheritdoc/>
    public AgentStatus? Status()
    {
        try
        {
            return Ask("status") is { } line ? AgentReply.Status(line) : null;
        }
        catch (Exception error) when (error is IOException or CodecException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Prepare(string id) => Tell("prepare", PrepareLimit, json => json.WriteString("id", id));

    /// <inheritdoc/>
    public void Started(string id, int pid) => Tell("started", AnswerLimit, json =>
    {
        json.WriteString("id", id);
        json.WriteNumber("pid", pid);
    });

    /// <inheritdoc/>
    public PodClaim? Claim(PodOwner pod, string id)
    {
        try
        {
            var line = Ask("claim", json => WriteClaim(json, pod, id), ClaimLimit, MostClaimBytes) ?? throw Unanswered(pod, $"nobody listens on {_socket}");
            return AgentReply.Problem(line) is { } problem ? throw problem : AgentReply.Claim(line, id);
        }
        catch (Exception error) when (error is IOException or CodecException)
        {
            throw Unanswered(pod, error.Message.TrimEnd('.'), error);
        }
    }

    private void Tell(string verb, TimeSpan limit, Action<Utf8JsonWriter> fields)
    {
        try
        {
            var line = Ask(verb, fields, limit) ?? throw Absent("none answers", "Start the container again");
            if (AgentReply.Problem(line) is { } problem)
                throw problem;
        }
        catch (Exception error) when (error is IOException or CodecException)
        {
            throw Absent(error.Message.TrimEnd('.'), "Start the container again", error);
        }
    }

    private bool IsAlive()
    {
        try
        {
            return Ask("ping") is { } line && AgentReply.IsAlive(line);
        }
        catch (Exception error) when (error is IOException or CodecException)
        {
            throw Absent(error.Message.TrimEnd('.'), $"End the process that listens on {_socket}, and try again", error);
        }
    }

    private byte[]? Ask(string verb, Action<Utf8JsonWriter>? fields = null, TimeSpan? limit = null, int mostBytes = MostBytes)
    {
        var request = new MemoryStream();
        using (var json = new Utf8JsonWriter(request))
        {
            json.WriteStartObject();
            json.WriteString("verb", verb);
            fields?.Invoke(json);
            json.WriteEndObject();
        }

        request.Write("\n"u8);
        return LocalSocket.Ask(_socket, request.ToArray(), mostBytes, limit ?? AnswerLimit);
    }

    private static void WriteClaim(Utf8JsonWriter json, PodOwner pod, string id)
    {
        json.WriteString("pod", pod.Uid);
        json.WriteString("namespace", pod.Namespace);
        json.WriteString("name", pod.Name);
        json.WriteString("container", pod.Container);
        json.WriteString("id", id);
    }

    private static CoasterException Unanswered(PodOwner pod, string why, Exception? inner = null) => new(
        $"cannot start {pod}",
        $"the node's agent does not answer ({why})",
        "Look at coaster-agent's pod on this node: kubelet tries again",
        inner);

    private static CoasterException Absent(string why, string mend, Exception? inner = null) =>
        new("cannot hold the container to its share: there is no agent", why, mend, inner);
}
