using Coaster.Placement.Mig;

namespace Coaster.Placement.Tests.Mig;

/// <summary>GPUs in MIG mode, as their drivers describe them.</summary>
internal static class MigGpus
{
    public static MigLayout H200 { get; } = new(
        [
            Profile(19, "1g.18gb", 1, 7, 1, 0, 1, 2, 3, 4, 5, 6),
            Profile(20, "1g.18gb+me", 1, 1, 1, 0, 1, 2, 3, 4, 5, 6),
            Profile(15, "1g.35gb", 1, 4, 2, 0, 2, 4, 6),
            Profile(14, "2g.35gb", 2, 3, 2, 0, 2, 4),
            Profile(9, "3g.71gb", 3, 2, 4, 0, 4),
            Profile(5, "4g.71gb", 4, 1, 4, 0),
            Profile(0, "7g.141gb", 7, 1, 8, 0),
        ],
        []);

    public static MigLayout A30 { get; } = new(
        [Profile(14, "1g.6gb", 1, 4, 1, 0, 1, 2, 3), Profile(5, "2g.12gb", 2, 2, 2, 0, 2), Profile(0, "4g.24gb", 4, 1, 4, 0)], []);

    public static MigProfile Profile(int id, string name, int compute, int most, int size, params int[] starts) =>
        new(id, name, compute, most, null, [.. starts.Select(start => new MigSlot(start, size))]);

    /// <summary>The profiles of names without their memory, such as <c>1g 1g 3g</c>; <c>1g+</c> is the one with twice the memory.</summary>
    public static IReadOnlyList<MigProfile> Ask(this MigLayout layout, string names) => [.. names.Split(' ').Select(name => layout.Named(name))];

    /// <summary>The GPU with instances at fixed starts, such as <c>3g@4 1g@0</c>.</summary>
    public static MigLayout With(this MigLayout layout, string instances) => layout with
    {
        Held =
        [
            .. layout.Held,
            .. from instance in instances.Split(' ')
               let words = instance.Split('@')
               let profile = layout.Named(words[0])
               select new MigHolding(profile.Id, new MigSlot(int.Parse(words[1]), profile.Size)),
        ],
    };

    /// <summary>The GPU after what was planned is made, or null when it was refused.</summary>
    public static MigLayout? Make(this MigLayout layout, IReadOnlyList<MigProfile> asked) => MigPlanner.Plan(layout, asked) is MigPlanned planned
        ? layout with { Held = [.. layout.Held, .. asked.Zip(planned.Slots, (profile, slot) => new MigHolding(profile.Id, slot))] }
        : null;

    /// <summary>Makes one after the other; null when one of them is refused.</summary>
    public static MigLayout? MakeOneByOne(this MigLayout layout, IEnumerable<MigProfile> asked) =>
        asked.Aggregate((MigLayout?)layout, (now, profile) => now?.Make([profile]));

    private static MigProfile Named(this MigLayout layout, string name) =>
        layout.Profiles.Single(profile => name == "1g+" ? profile.Id == 15 : profile.Id != 15 && profile.Name.Split('.')[0] == name && !profile.Name.EndsWith("+me", StringComparison.Ordinal));
}
