using Coaster.Fuzz.Targets;
using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.Fuzz;

/// <summary>Feeds the targets, and tells of the first input of each that leads to anything but an answer or a declared failure.</summary>
internal sealed class Campaign(FuzzOptions options, IReadOnlyList<FuzzTarget> targets)
{
    private long _accepted;
    private long _refused;

    /// <returns>Whether all targets held.</returns>
    public bool Run()
    {
        Console.WriteLine($"seed {options.Seed}");
        using var watchdog = new Watchdog(options.Seed);
        var failed = targets.Count(target => !Holds(target, watchdog));
        Console.WriteLine($"total: {_accepted + _refused} inputs, {_accepted} accepted, {_refused} refused");
        Console.WriteLine($"{targets.Count - failed} passed, {failed} failed");
        return failed == 0 && targets.Count > 0;
    }

    private bool Holds(FuzzTarget target, Watchdog watchdog)
    {
        var (accepted, refused) = (0, 0);
        var count = options.Inputs / targets.Count;
        for (var at = options.At ?? 0; at < (options.At + 1 ?? count); at++)
        {
            watchdog.Watch(target.Name, at);
            var input = target.Input(new Random(HashOf(target.Name, at)));
            try
            {
                target.Feed(input);
                accepted++;
            }
            catch (Exception error) when (error is CoasterException or OciSpecException or CodecException)
            {
                refused++;
            }
            catch (Exception error)
            {
                return Tell(target, at, input, error);
            }
        }

        (_accepted, _refused) = (_accepted + accepted, _refused + refused);
        Console.WriteLine($"{target.Name}: {accepted + refused} inputs, {accepted} accepted, {refused} refused");
        return true;
    }

    private bool Tell(FuzzTarget target, int at, byte[] input, Exception error)
    {
        Console.WriteLine($"{target.Name}: again with --target {target.Name} --seed {options.Seed} --at {at}");
        Console.WriteLine(Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 4096))));
        Console.WriteLine(error);
        return false;
    }

    /// <summary>Not <see cref="string.GetHashCode()"/>, which is another in each process.</summary>
    private int HashOf(string name, int at) => name.Aggregate(unchecked((options.Seed * 31) + at), (hash, letter) => unchecked((hash * 16_777_619) ^ letter));
}
