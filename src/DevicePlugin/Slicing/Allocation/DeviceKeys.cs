namespace Coaster.Slicing.Allocation;

/// <summary>
/// Numbers that are in the order of devices. Kubelet names thousands of them in no order while it waits, and to compare their texts again and again
/// would be most of what the choice costs.
/// </summary>
internal static class DeviceKeys
{
    /// <summary>A number for each device: by GPU and index; of an id that is there twice the one that must be chosen is first.</summary>
    public static long[] Of(ReadOnlySpan<PooledDevice> devices)
    {
        var gpus = new int[devices.Length];
        var ranks = Ranks(Number(devices, gpus));
        var keys = new long[devices.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = devices[i].Key(ranks[gpus[i]]);
        return keys;
    }

    /// <summary>The UUIDs in the order in which they come, and for each device which of them it is of.</summary>
    private static string[] Number(ReadOnlySpan<PooledDevice> devices, int[] gpus)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < gpus.Length; i++)
            if (!known.TryGetValue(devices[i].Uuid, out gpus[i]))
                known[devices[i].Uuid] = gpus[i] = numbers.Count;
        return [.. numbers.OrderBy(number => number.Value).Select(number => number.Key)];
    }

    private static int[] Ranks(string[] uuids)
    {
        var order = Enumerable.Range(0, uuids.Length).ToArray();
        Array.Sort(uuids, order, StringComparer.Ordinal);
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return ranks;
    }
}
