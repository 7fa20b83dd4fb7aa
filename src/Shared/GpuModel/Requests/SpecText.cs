namespace Coaster.GpuModel.Requests;

/// <summary>What the readers of a person's input share.</summary>
public static class SpecText
{
    private const int MostQuoted = 60;

    /// <summary>The person's own words for a message, cut where they would bury the rest of the line.</summary>
    public static string Quote(string text) => text.Length <= MostQuoted ? text : text[..MostQuoted] + "…";
}
