namespace Coaster.Cdi;

/// <summary>A specification that cannot be used: what is wrong and where.</summary>
internal sealed class CdiSpecException : Exception
{
    private const int MaxLength = 400;

    internal CdiSpecException(string message, Exception? inner = null)
        : base(message.Length <= MaxLength ? message : message[..MaxLength] + "…", inner)
    {
    }
}
