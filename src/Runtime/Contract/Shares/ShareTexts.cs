using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.Contract.Shares;

/// <summary>A share as it was written; the values are those of a SPEC, and an empty one counts as left out.</summary>
internal sealed class ShareTexts
{
    private readonly ShareNames _names;
    private readonly string? _memory;
    private readonly string? _core;
    private readonly string? _block;

    private ShareTexts(ShareNames names, Func<string, string?> find) =>
        (_names, _memory, _core, _block) = (names, Text(find(names.Memory)), Text(find(names.Core)), Text(find(names.Block)));

    /// <summary>What was written, for a line for people.</summary>
    public string Told => string.Join(" and ", new[] { (_names.Memory, _memory), (_names.Core, _core), (_names.Block, _block) }
        .Where(text => text.Item2 is not null)
        .Select(text => $"{text.Item1}={Shown.Of(text.Item2!)}"));

    /// <summary>The texts of one place, or null when none is there.</summary>
    public static ShareTexts? Find(ShareNames names, Func<string, string?> find)
    {
        var texts = new ShareTexts(names, find);
        return (texts._memory ?? texts._core ?? texts._block) is null ? null : texts;
    }

    /// <summary>The request that they mean.</summary>
    /// <exception cref="CoasterException">They do not go together, or one is no size; the line says which.</exception>
    public ShareRequest Request(GpuFilter filter)
    {
        if (_block is not null)
            return Blocks(filter, _block);
        var memory = MemorySize.Parse(_memory ?? throw MemoryMissing(), _names.Memory);
        var core = _core is null ? new PercentSize(0, CoreLimit.Soft) : PercentSize.Parse(_core, "core", Gpu.WholeCorePercent, _names.Core);
        return new ShareRequest(filter, new ShareSize.Amount(memory.MiB, core.Value), core.Limit);
    }

    private ShareRequest Blocks(GpuFilter filter, string text)
    {
        if (_memory is not null || _core is not null)
            throw new CoasterException(
                $"cannot read {_names.Block}",
                $"it stands beside {(_memory is null ? _names.Core : _names.Memory)}, and means both memory and compute",
                $"Keep {_names.Block} alone, or write {_names.Memory} and {_names.Core}");
        var (count, limit) = PercentSize.Parse(text, "block", Gpu.BlocksPerGpu, _names.Block);
        return new ShareRequest(filter, new ShareSize.Blocks(count), limit);
    }

    private CoasterException MemoryMissing() => new(
        $"cannot read {_names.Core}",
        $"it stands without {_names.Memory}",
        $"Say how much memory goes with it, such as {_names.Memory}=4Gi");

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
