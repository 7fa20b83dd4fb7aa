namespace Coaster.KubeApi.Events;

/// <summary>The same event again and again: one object at the API server.</summary>
/// <param name="First">When it happened first, in UTC.</param>
internal sealed record EventSeries(DateTime First)
{
    /// <summary>The object's name; null while there is none.</summary>
    public string? Name { get; set; }

    /// <summary>How often it happened, whether it was written or not.</summary>
    public int Count { get; set; }
}
