namespace Coaster.Agent.Cluster;

/// <summary>The agent's lines for whoever reads the node's log. What is said again and again is said once.</summary>
/// <param name="writer">Where they go.</param>
internal sealed class AgentLog(TextWriter writer)
{
    private const int Remembered = 256;
    private readonly Lock _lock = new();
    private readonly Queue<string> _said = [];

    /// <summary>A line, unless it is one of the last few hundred.</summary>
    internal void Once(string line)
    {
        lock (_lock)
        {
            if (_said.Contains(line))
                return;
            _said.Enqueue(line);
            if (_said.Count > Remembered)
                _said.Dequeue();
            writer.WriteLine($"coaster-agent: {line}");
        }
    }

    /// <summary>A line.</summary>
    internal void Say(string line)
    {
        lock (_lock)
            writer.WriteLine($"coaster-agent: {line}");
    }
}
