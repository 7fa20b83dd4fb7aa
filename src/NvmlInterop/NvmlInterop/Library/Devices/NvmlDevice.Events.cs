namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Events.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>The kinds of events that the GPU can tell.</summary>
    public NvmlResult<NvmlEventKinds> GetEventKinds()
    {
        ulong kinds = 0;
        var status = Native.nvmlDeviceGetSupportedEventTypes(Handle, &kinds);
        return NvmlResult.Of(status, (NvmlEventKinds)kinds);
    }
}
