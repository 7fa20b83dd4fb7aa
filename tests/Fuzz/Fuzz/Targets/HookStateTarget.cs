using System.Text;
using Coaster.Fuzz.Inputs;
using Coaster.Runtime.Hooks;

namespace Coaster.Fuzz.Targets;

/// <summary>The state that a hook gets on its standard input.</summary>
internal static class HookStateTarget
{
    private static readonly string[] Names = ["id", "pid", "bundle", "status", "ociVersion", "annotations", "root"];
    private static readonly string[] Texts = ["abc", "/run/x", "created", "1.0.2", "../x"];

    public static FuzzTarget Make()
    {
        const string Seed = """{"ociVersion":"1.0.2","id":"abc","status":"created","pid":4711,"bundle":"/run/x","annotations":{"a":"b"}}""";
        var (mutator, grammar) = (new Mutator([Encoding.UTF8.GetBytes(Seed)], [.. Names.Select(name => $"\"{name}\""), "{", "}", "[", "]", ",", ":", "-1", "1e9", "\\ud800", "\\u0000", ".."]), new JsonGrammar(Names, Texts));
        return new FuzzTarget("hook-state", random => random.Next(3) == 0 ? grammar.Next(random) : mutator.Next(random), Feed);
    }

    private static void Feed(byte[] input)
    {
        var state = HookState.Read(new MemoryStream(input));
        if (state.Id.Contains('/', StringComparison.Ordinal) || state.Pid < 0 || !state.Bundle.StartsWith('/'))
            throw new InvalidOperationException($"{state} was accepted");
    }
}
