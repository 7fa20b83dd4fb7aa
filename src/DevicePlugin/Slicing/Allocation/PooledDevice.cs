namespace Coaster.Slicing.Allocation;

/// <summary>One device of a GPU that may or must be chosen. In order of their index; of a device that is there twice the one that must be is first.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Index">Which part of the GPU.</param>
/// <param name="IsMust">Whether it must be chosen.</param>
internal readonly record struct PooledDevice(string Id, int Index, bool IsMust) : IComparable<PooledDevice>
{
    public int CompareTo(PooledDevice other) => Index != other.Index ? Index.CompareTo(other.Index) : other.IsMust.CompareTo(IsMust);
}
