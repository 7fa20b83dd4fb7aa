namespace Coaster.Oci;

/// <summary>A config.json that is not there, cannot be parsed, or is not shaped as the runtime specification says.</summary>
public sealed class OciSpecException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong and where; no full stop.</param>
    /// <param name="inner">The failure below, if any.</param>
    public OciSpecException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
