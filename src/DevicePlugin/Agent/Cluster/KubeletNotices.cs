using Coaster.Kubelet.Events;

namespace Coaster.Agent.Cluster;

/// <summary>Tells what happens between kubelet and the agent: all of it to the log, and what an operator must see to the node.</summary>
/// <param name="node">The node's name.</param>
/// <param name="events">The events.</param>
/// <param name="log">The agent's log.</param>
internal sealed class KubeletNotices(string node, PodEvents events, AgentLog log) : IKubeletEvents
{
    public void Happened(KubeletEvent happened)
    {
        log.Say(happened.Message);
        if (happened.Kind is KubeletEventKind.Drift or KubeletEventKind.Refused)
            events.TellNode(node, isWarning: true, $"Devices{happened.Kind}", happened.Message);
    }
}
