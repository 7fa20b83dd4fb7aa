using Coaster.Cli.Run;

namespace Coaster.Cli.Tests.Run;

/// <summary>What somebody typed, in the fewest words.</summary>
internal static class Options
{
    public static readonly RunOptions Plain = new("all", "/", null, false, null, false, false, false, null, true, [], [], ["sh"]);

    public static ContainerProcess Process(string program, string? folder = null, params string[] env) =>
        new(Plain with { Words = [program], WorkingDirectory = folder, Env = env }, "web");
}
