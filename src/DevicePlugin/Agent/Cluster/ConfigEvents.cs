using Coaster.Publishing.Modes;

namespace Coaster.Agent.Cluster;

/// <summary>What becomes of the node's configuration, as events of the node.</summary>
/// <param name="node">The node's name.</param>
/// <param name="events">The events.</param>
internal sealed class ConfigEvents(string node, PodEvents events) : IConfigEvents
{
    public void Tell(bool isWarning, string reason, string message) => events.TellNode(node, isWarning, reason, message);
}
