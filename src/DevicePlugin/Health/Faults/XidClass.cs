namespace Coaster.Health.Faults;

/// <summary>What an XID means for the GPU that reported it.</summary>
public enum XidClass
{
    /// <summary>A number that this version does not know: told, and nothing more. A new driver's news must not empty a node.</summary>
    Unknown,

    /// <summary>A program's own fault. Its neighbours on the GPU go on working, so the GPU is as healthy as before.</summary>
    Application,

    /// <summary>Something that calls for a look at the GPU, and says nothing by itself.</summary>
    Notice,

    /// <summary>The GPU, or its memory or links, is the worse for it until it is reset or the driver says otherwise.</summary>
    Fault,

    /// <summary>The GPU answers no more.</summary>
    Lost,

    /// <summary>The operator does not want to hear of it.</summary>
    Ignored,
}
