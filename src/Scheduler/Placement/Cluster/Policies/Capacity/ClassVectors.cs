using System.Runtime.Intrinsics;
using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// What is known of classes of pods, whatever models serve them, side by side for vector instructions. Places after the last class are of a class that nobody
/// has.
/// </summary>
internal sealed class ClassVectors
{
    private const float VeryMany = 1e9f;
    private const int MostRooms = 4096;
    private readonly Dictionary<GpuRoom, RoomVectors> _rooms = [];

    public ClassVectors(IReadOnlyList<PodShape> classes)
    {
        Classes = classes;
        Length = (classes.Count + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        None = new RoomVectors(Length);
        PerCpu = new float[Length];
        PerGpu = new float[Length];
        for (var number = 0; number < classes.Count; number++)
            (PerCpu[number], PerGpu[number]) = (classes[number].CpuMilli > 0 ? 1f / classes[number].CpuMilli : VeryMany, 1f / classes[number].Gpus);
    }

    /// <summary>The classes.</summary>
    public IReadOnlyList<PodShape> Classes { get; }

    /// <summary>What no GPU means to each class.</summary>
    public RoomVectors None { get; }

    /// <summary>How many places there are.</summary>
    public int Length { get; }

    /// <summary>How many pods of a class a thousandth of a processor is enough for; very many where they need none.</summary>
    public float[] PerCpu { get; }

    /// <summary>How many pods of a class a GPU is enough for.</summary>
    public float[] PerGpu { get; }

    /// <summary>What a GPU with that room means to each class.</summary>
    public RoomVectors Of(GpuRoom room)
    {
        if (_rooms.TryGetValue(room, out var known))
            return known;
        var vectors = new RoomVectors(Length);
        for (var number = 0; number < Classes.Count; number++)
            if (room.Fits(Classes[number].Each))
                (vectors.Pods[number], vectors.Milli[number]) = (Pods(room, Classes[number].Each), room.Milli);
        // GPUs of a real cluster may be cut in any number of ways, one after the other.
        if (_rooms.Count == MostRooms)
            _rooms.Clear();
        return _rooms[room] = vectors;
    }

    /// <summary>What GPUs with that room mean to each class together.</summary>
    public RoomVectors Of(ReadOnlySpan<GpuRoom> rooms)
    {
        var vectors = new RoomVectors(Length);
        foreach (var room in rooms)
            vectors.Add(Of(room));
        return vectors;
    }

    private static int Pods(GpuRoom room, GpuNeed need) => need.IsWhole
        ? 1
        : Math.Min(
            need.MemoryOn(room.MostMemoryMiB) is > 0 and var memory ? room.MemoryMiB / memory : int.MaxValue,
            need.CorePercent > 0 ? room.CorePercent / need.CorePercent : int.MaxValue);
}
