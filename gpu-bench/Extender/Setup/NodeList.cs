using System.Text.Encodings.Web;
using System.Text.Json;
using Coaster.GpuBench.Extender.Pods;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>The nodes as an API server lists them, written once: what a list costs is the reader's alone.</summary>
internal sealed class NodeList
{
    private const int PageSize = 500;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly byte[][] _pages;

    internal NodeList(int nodes, int gpus)
    {
        Names = [.. Enumerable.Range(0, nodes).Select(NameOf)];
        _pages = [.. Enumerable.Range(0, nodes).Chunk(PageSize).Select((page, number) => Page(page, gpus, nodes > (number + 1) * PageSize ? number + 1 : 0))];
    }

    /// <summary>Their names, by their numbers.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>How many pages they are.</summary>
    internal int Pages => _pages.Length;

    /// <summary>A page.</summary>
    /// <param name="next">What the page before said how to go on; empty for the first.</param>
    internal byte[] Page(string next) => _pages[next.Length == 0 ? 0 : int.Parse(next)];

    private static string NameOf(int node) => $"gpu-node-{node:00000}";

    private static byte[] Page(int[] nodes, int gpus, int next)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind", "NodeList");
            json.WriteString("apiVersion", "v1");
            Write(json, "metadata", ("resourceVersion", "1"), ("continue", next == 0 ? "" : $"{next}"));
            json.WriteStartArray("items");
            foreach (var node in nodes)
                Write(json, node, gpus);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, int node, int gpus)
    {
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("name", NameOf(node));
        json.WriteString("uid", $"5d1f7b40-92c8-4a6e-8f03-{node:x12}");
        json.WriteString("resourceVersion", "1");
        Write(json, "labels", ("kubernetes.io/hostname", NameOf(node)), ("kubernetes.io/os", "linux"), ("topology.kubernetes.io/zone", $"zone-{node % 3}"));
        Write(json, "annotations", ("ten.ai/inventory", InventoryCodec.Encode(BenchGpu.Inventory(node, gpus))), ("node.alpha.kubernetes.io/ttl", "30"));
        json.WriteEndObject();
        json.WriteStartObject("status");
        Write(json, "capacity", Offered(gpus));
        Write(json, "allocatable", Offered(gpus));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (string Name, string Value)[] Offered(int gpus) =>
    [
        ("cpu", "192"), ("memory", "2113929216Ki"), ("pods", "250"),
        (ResourceNames.Whole, $"{gpus}"), (ResourceNames.Memory, $"{gpus * MemoryUnit.Default.In(BenchGpu.MemoryMiB)}"),
        (ResourceNames.Core, $"{gpus * Gpu.WholeCorePercent}"), (ResourceNames.Block, $"{gpus * Gpu.BlocksPerGpu}"),
    ];

    private static void Write(Utf8JsonWriter json, string name, params (string Name, string Value)[] members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
            json.WriteString(member, value);
        json.WriteEndObject();
    }
}
