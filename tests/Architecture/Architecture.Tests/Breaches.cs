namespace Coaster.Architecture.Tests;

/// <summary>Fails with every breach in full: whoever broke a rule should not have to search for the place.</summary>
internal static class Breaches
{
    public static void None(IEnumerable<string> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
