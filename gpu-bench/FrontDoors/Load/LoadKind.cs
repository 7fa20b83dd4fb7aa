namespace Coaster.GpuBench.FrontDoors.Load;

/// <summary>One way of starting many containers at once.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gpus">How many GPUs each container must see.</param>
/// <param name="Run">The words that start one in the foreground; the program that it runs comes after them.</param>
internal sealed record LoadKind(string Name, int Gpus, string[] Run);
