namespace Coaster.Cdi;

/// <summary>A specification that cannot be used: what is wrong and where.</summary>
internal sealed class CdiSpecException : Exception
{
    internal CdiSpecException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
