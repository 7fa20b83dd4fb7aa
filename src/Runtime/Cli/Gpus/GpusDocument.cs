namespace Coaster.Cli.Gpus;

/// <summary>What <c>coaster gpus -o json</c> prints.</summary>
internal sealed record GpusDocument(string? DriverVersion, string? CudaVersion, IReadOnlyList<GpuDocument> Gpus);
