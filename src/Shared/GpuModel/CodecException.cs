namespace Coaster.GpuModel;

/// <summary>
/// A text that crossed a border of the process is not what the codec reads. Nothing of it may be believed; the message names the field.
/// </summary>
public sealed class CodecException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="path">The offending field, such as <c>gpus[2].uuid</c>; empty for the text as a whole.</param>
    /// <param name="problem">What is wrong with it, such as <c>is not a device id</c>.</param>
    /// <param name="inner">The failure below, if any.</param>
    public CodecException(string path, string problem, Exception? inner = null)
        : base(path.Length == 0 ? problem : $"{path} {problem}", inner) => Path = path;

    /// <summary>The offending field, such as <c>gpus[2].uuid</c>; empty for the text as a whole.</summary>
    public string Path { get; }
}
