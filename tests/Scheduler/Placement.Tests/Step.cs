using Coaster.GpuModel.Requests;

namespace Coaster.Placement.Tests;

/// <summary>One step of a random history: a request, or the end of the oldest holders when there is none.</summary>
internal sealed record Step(GpuRequest? Request, int Frees)
{
    public override string ToString() => Request is null ? $"free {Frees}" : $"{Request}";
}
