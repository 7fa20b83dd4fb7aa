namespace Coaster.Integration.Tests.Machine;

/// <summary>A machine whose GPUs are cut into MIG devices.</summary>
public sealed class PartitionedMachine : IDisposable
{
    internal TestMachine Machine { get; } = new(mig: true);

    public void Dispose() => Machine.Dispose();
}
