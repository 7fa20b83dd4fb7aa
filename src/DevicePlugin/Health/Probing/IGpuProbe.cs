namespace Coaster.Health.Probing;

/// <summary>
/// Who asks the driver. Every call may take as long as it likes, or for ever; none is made on a thread that anybody waits for. Calls of different
/// kinds, and looks at different GPUs, are made at the same time.
/// </summary>
internal interface IGpuProbe : IDisposable
{
    /// <summary>The GPUs that there are. Opens the driver where it is not open, and after it was gone.</summary>
    GpuListing List();

    /// <summary>How a GPU stands, or null when the driver was closed meanwhile.</summary>
    GpuLook? Look(string uuid);

    /// <summary>The next event of any GPU, or null when none came in that time or nobody tells events.</summary>
    GpuEvent? Wait(TimeSpan limit);
}
