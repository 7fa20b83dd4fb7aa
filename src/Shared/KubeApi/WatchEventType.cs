namespace Coaster.KubeApi;

/// <summary>What a watch tells.</summary>
public enum WatchEventType
{
    /// <summary>An object is new.</summary>
    Added,

    /// <summary>An object changed.</summary>
    Modified,

    /// <summary>An object is gone; what is told is its last state.</summary>
    Deleted,

    /// <summary>Something is wrong that does not end the watch: an object could not be read, or the connection was lost and is made again.</summary>
    Error,

    /// <summary>Nothing happened up to a version.</summary>
    Bookmark,
}
