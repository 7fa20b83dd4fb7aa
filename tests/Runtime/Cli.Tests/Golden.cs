namespace Coaster.Cli.Tests;

/// <summary>Texts that a change of the output has to change with it: <c>FOLDER/golden/NAME</c>.</summary>
internal static class Golden
{
    public static void Check(string folder, string name, string actual) =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, folder, "golden", name)), actual);
}
