using System.Collections.Frozen;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi.Models;

namespace Coaster.Publishing.Cordoning;

/// <summary>
/// The GPUs that an operator took out of service by the node's annotation <c>ten.ai/cordon-gpu</c>: indices, UUIDs and UUIDs of MIG devices, with
/// commas or blanks between. What runs there goes on; nothing new shall come. Safe for use by several threads.
/// </summary>
/// <param name="changed">Told the UUIDs of GPUs and MIG devices that are out of service, each time that they are others than before.</param>
/// <param name="told">Told a sentence about words that name nothing, for an event; once until it is another one. The other words count.</param>
public sealed class CordonedGpus(Action<IReadOnlySet<string>> changed, Action<string> told)
{
    /// <summary>The annotation's name.</summary>
    public const string Annotation = "ten.ai/cordon-gpu";

    private readonly Lock _lock = new();
    private string _text = "";
    private NodeInventory? _node;
    private string? _problem;
    private volatile IReadOnlySet<string> _uuids = FrozenSet<string>.Empty;

    /// <summary>The UUIDs that are out of service; letter case does not matter.</summary>
    public IReadOnlySet<string> Uuids => _uuids;

    /// <summary>Whether nothing new may come to the GPU as a whole.</summary>
    public bool IsCordoned(Gpu gpu) => _uuids.Contains(gpu.Uuid);

    /// <summary>Whether nothing new may come to the MIG device, for its own sake or its GPU's.</summary>
    public bool IsCordoned(Gpu gpu, MigDevice mig) => IsCordoned(gpu) || _uuids.Contains(mig.Uuid);

    /// <summary>Takes the node as it was seen.</summary>
    public void Take(V1Node node)
    {
        lock (_lock)
        {
            _text = node.Metadata.Annotations?.GetValueOrDefault(Annotation) ?? "";
            Update();
        }
    }

    /// <summary>Takes the node's GPUs; before that no GPU is known that could be out of service.</summary>
    public void Take(NodeInventory node)
    {
        lock (_lock)
        {
            _node = node;
            Update();
        }
    }

    private void Update()
    {
        if (_node is null)
            return;
        var list = CordonList.Parse(_text);
        var problem = list.Problem(_node);
        if (problem is not null && problem != _problem)
            told(problem);
        _problem = problem;
        var uuids = list.In(_node);
        if (_uuids.SetEquals(uuids))
            return;
        _uuids = uuids;
        changed(uuids);
    }
}
