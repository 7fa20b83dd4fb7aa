namespace Coaster.Partitioning.Acting;

/// <summary>One of several instances cannot be made: caught where the others are destroyed again.</summary>
internal sealed class MigCreationException(string why, string mend) : Exception(why)
{
    public string Mend { get; } = mend;
}
