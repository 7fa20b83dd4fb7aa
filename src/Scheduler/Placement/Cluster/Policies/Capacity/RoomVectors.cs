using System.Runtime.Intrinsics;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>What GPUs mean to each class of pods.</summary>
internal sealed class RoomVectors(int length)
{
    /// <summary>How many GPUs' parts, or GPUs, there are for it.</summary>
    public float[] Pods { get; } = new float[length];

    /// <summary>What is free of the GPUs that it can use, in thousandths of one.</summary>
    public float[] Milli { get; } = new float[length];

    /// <summary>Adds what one more GPU means.</summary>
    public void Add(RoomVectors other)
    {
        for (var index = 0; index < Pods.Length; index += Vector256<float>.Count)
        {
            (Vector256.Create(Pods, index) + Vector256.Create(other.Pods, index)).CopyTo(Pods, index);
            (Vector256.Create(Milli, index) + Vector256.Create(other.Milli, index)).CopyTo(Milli, index);
        }
    }
}
