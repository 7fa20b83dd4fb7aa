using Coaster.BookingKeys;
using Coaster.GpuBench.Extender.Pods;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>
/// Pods that were bound before anything is measured, by a scheduler of the same key: nodes are filled in an order that is drawn, a new one when no open one
/// has room, so that most are full or empty, as a policy against fragmentation leaves them.
/// </summary>
internal sealed class Filling(NodeList nodes, int gpus, PodMix mix, Random random)
{
    private const int MostOpen = 8;

    /// <summary>Makes pods until they are as many as there shall be.</summary>
    internal void Fill(Population population, PodStore store, Func<PodSize, BenchPod> make, BookingSigner signer)
    {
        var order = Enumerable.Range(0, nodes.Names.Count).ToArray();
        random.Shuffle(order);
        var (unopened, open) = (new Queue<int>(order), new Queue<FilledNode>());
        while (!population.IsFull && unopened.Count > 0)
        {
            var pod = make(mix.Next());
            for (; ; Open(open, unopened.Dequeue()))
                if (Place(pod.Size, open) is var (node, uuids))
                {
                    store.Add(pod, nodes.Names[node], signer.Sign(pod.Size.Book(pod, uuids), nodes.Names[node], 1));
                    population.Add(pod);
                    break;
                }
        }
    }

    private void Open(Queue<FilledNode> open, int node)
    {
        open.Enqueue(new FilledNode(node, gpus));
        if (open.Count > MostOpen)
            open.Dequeue();
    }

    private static (int Node, IReadOnlyList<string> Gpus)? Place(PodSize size, IEnumerable<FilledNode> open)
    {
        foreach (var node in open)
            if (node.Place(size) is { } uuids)
                return (node.Number, uuids);
        return null;
    }
}
