namespace Coaster.Health.Probing;

/// <summary>What came of asking for the GPUs.</summary>
internal abstract record GpuListing
{
    private GpuListing()
    {
    }

    /// <summary>The driver's list.</summary>
    public sealed record Found(IReadOnlyList<ListedGpu> Gpus) : GpuListing;

    /// <summary>There is no driver to ask.</summary>
    public sealed record Gone(string Reason) : GpuListing;
}
