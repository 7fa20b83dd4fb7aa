using Coaster.GpuModel;

namespace Coaster.Agent.Options;

/// <summary>What the agent was started with.</summary>
/// <param name="IsLocal">Whether it ends by itself when there has been no share for a while.</param>
/// <param name="ConfigFile">The settings file, or null for the usual one.</param>
/// <param name="ProbeGpu">The GPU on which this process is only to make a context and wait, or null.</param>
internal sealed record AgentOptions(bool IsLocal, string? ConfigFile, string? ProbeGpu)
{
    internal const string Usage = """
        usage: coaster-agent [--local] [--config FILE]

        Looks after the shares of this machine's GPUs: it measures what each container holds and gets, corrects its accounting, shares out the
        GPUs' time, and stops containers that go round their limits.

          --local         end after 60 seconds without any share
          --config FILE   the settings (default: COASTER_CONFIG, else /etc/coaster/config.json)
          --help          show this
        """;

    /// <summary>Reads the words; null when help is asked for.</summary>
    /// <exception cref="CoasterException">A word is none that is known.</exception>
    internal static AgentOptions? Parse(IReadOnlyList<string> words)
    {
        var options = new AgentOptions(false, null, null);
        for (var i = 0; i < words.Count; i++)
            switch (words[i])
            {
                case "--help" or "-h":
                    return null;
                case "--local":
                    options = options with { IsLocal = true };
                    break;
                case "--config":
                    options = options with { ConfigFile = Value(words, ++i) };
                    break;
                case Enforcement.Contexts.ContextProbe.Option:
                    options = options with { ProbeGpu = Value(words, ++i) };
                    break;
                default:
                    throw Wrong($"'{words[i]}' is no option");
            }

        return options;
    }

    private static string Value(IReadOnlyList<string> words, int at) => at < words.Count ? words[at] : throw Wrong($"{words[at - 1]} needs a value");

    private static CoasterException Wrong(string why) => new("cannot start the agent", why, "See: coaster-agent --help");
}
