using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Requests;

/// <summary>Turns a SPEC's fields into the request that they mean.</summary>
internal sealed class SpecReader(SpecFields fields, string source)
{
    private const int MaxCount = 1024;
    private const int MaxValue = 80;

    public GpuRequest Read()
    {
        RefuseMixture();
        var filter = new GpuFilter([.. fields.List("model").Select(Model)], [.. fields.List("device").Select(Device)]);
        if (fields.Single("block") is { } block)
            return Blocks(filter, block);
        return fields.Single("mem") is { } mem ? Amount(filter, mem) : new OpenRequest(filter, Count());
    }

    private ShareRequest WithTerms(ShareRequest share) => share with
    {
        Weakest = fields.Single("tier") is { } tier ? WeakestTier.Parse(tier, source) : null,
        Priority = fields.Single("priority") is { } priority ? SharePriority.Parse(priority, source) : 0,
    };

    private void RefuseMixture()
    {
        var share = fields.Has("block") ? "block" : "mem";
        if (fields.Has("block") && (fields.Has("mem") || fields.Has("core")))
            throw Wrong("block stands beside mem or core, and means both", "Keep block alone, or write mem and core");
        if (fields.Has("core") && !fields.Has("mem"))
            throw Wrong("core stands without mem", "Say how much memory goes with it, such as mem=4Gi,core=30");
        if (((string[])["tier", "priority"]).FirstOrDefault(fields.Has) is { } term && !fields.Has(share))
            throw Wrong($"{term} stands without mem or block, and whole GPUs have no limits", $"Leave {term} out, or ask for a share such as mem=4Gi,core=30");
        if (fields.Has("count") && fields.Has(share))
            throw Wrong($"count stands beside {share}, and a share is of one GPU", $"Leave count out, or leave {share} out for whole GPUs");
    }

    private ShareRequest Blocks(GpuFilter filter, string text)
    {
        var (count, limit) = PercentSize.Parse(text, "block", Gpu.BlocksPerGpu, source);
        return WithTerms(new ShareRequest(filter, new ShareSize.Blocks(count), limit));
    }

    private ShareRequest Amount(GpuFilter filter, string text)
    {
        var memory = MemorySize.Parse(text, $"{source} mem");
        var (core, limit) = fields.Single("core") is { } percent
            ? PercentSize.Parse(percent, "core", Gpu.WholeCorePercent, source)
            : new PercentSize(0, CoreLimit.Soft);
        return WithTerms(new ShareRequest(filter, new ShareSize.Amount(memory.MiB, core), limit));
    }

    /// <summary>What is named is meant as a whole; a model alone asks for one GPU, as a share does.</summary>
    private int? Count() => fields.Single("count") switch
    {
        "all" => null,
        { } text => PercentSize.Number(text, "count", MaxCount, source),
        null => fields.Has("device") ? null : 1,
    };

    private string Model(string text) =>
        Fits(text, " -_./()+") ? text : throw Wrong($"'{SpecText.Quote(text)}' is no model name", "Write a part of it, such as H200");

    private DeviceName Device(string text) =>
        Fits(text, "-:.")
            ? new DeviceName(text)
            : throw Wrong($"'{SpecText.Quote(text)}' is no device", "Name devices by index (0), UUID (GPU-…, MIG-…), PCI bus id or GPU:MIG (0:1)");

    private static bool Fits(string text, string marks) =>
        text.Length <= MaxValue && text.All(letter => char.IsAsciiLetterOrDigit(letter) || marks.Contains(letter));

    private CoasterException Wrong(string why, string mend) => new($"cannot read {source}", why, mend);
}
