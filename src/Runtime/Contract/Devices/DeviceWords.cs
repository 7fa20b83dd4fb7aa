using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Settings;

namespace Coaster.Contract.Devices;

/// <summary>The words of a list of devices, in the language of NVIDIA_VISIBLE_DEVICES.</summary>
/// <param name="Source">Where they stand, for messages.</param>
/// <param name="Told">The same with what they are, shortened.</param>
/// <param name="Words">The words, none of them empty.</param>
internal sealed record DeviceWords(string Source, string Told, IReadOnlyList<string> Words)
{
    private const int MaxDevices = 1024;
    private const int MaxName = 80;

    /// <summary>Whether they make no GPU container.</summary>
    public bool IsVoid => Words.Count == 0 || Has("void");

    /// <summary>The list in a container's env: that of the swarm's variables if one of them is set, else NVIDIA's.</summary>
    public static DeviceWords InEnv(Variables variables, RequestPolicy policy)
    {
        var swarm = policy.SwarmResources.Where(name => variables[name] is not null).Distinct(StringComparer.Ordinal).ToList();
        var names = swarm.Count > 0 ? swarm : [Variables.VisibleDevices];
        if (names.TrueForAll(name => variables[name] is null) && variables.IsLegacyImage)
            return OfLegacyImage(variables[Variables.CudaVersion]!);
        return new DeviceWords(
            string.Join(" and ", names),
            string.Join(" and ", names.Select(name => $"{name}={Shown.Of(variables[name] ?? "")}")),
            [.. names.SelectMany(name => Split(variables[name] ?? ""))]);
    }

    /// <summary>The words of a list that commas separate; blanks around them, and empty ones, do not count.</summary>
    public static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What they mean. One word for no, none or all devices makes the others meaningless, as it does for NVIDIA's runtime.</summary>
    /// <exception cref="CoasterException">They are names of two kinds, or one is no name at all.</exception>
    public DeviceChoice Read()
    {
        if (IsVoid)
            return new DeviceChoice.Nothing();
        var names = Words.Distinct(StringComparer.Ordinal).ToList();
        var qualified = names.Find(CdiName.IsQualified);
        if (qualified is not null)
            return names.Find(name => !CdiName.IsQualified(name)) is { } other ? throw Mixed(qualified, other) : new DeviceChoice.Cdi(Bounded(names));
        if (Has("none"))
            return new DeviceChoice.NoGpu();
        return Has("all") ? new DeviceChoice.All() : new DeviceChoice.Named([.. Bounded(names).Select(Device)]);
    }

    private static DeviceWords OfLegacyImage(string cudaVersion) =>
        new(Variables.CudaVersion, $"{Variables.CudaVersion}={Shown.Of(cudaVersion)} without {Variables.RequireCuda}", ["all"]);

    private bool Has(string special) => Words.Contains(special, StringComparer.OrdinalIgnoreCase);

    private List<string> Bounded(List<string> names) => names.Count <= MaxDevices
        ? names
        : throw new CoasterException($"cannot read {Source}", $"it names more than {MaxDevices} devices", "Name fewer, or all");

    private DeviceName Device(string text) =>
        text.Length <= MaxName && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-:.".Contains(letter, StringComparison.Ordinal))
            ? new DeviceName(text)
            : throw new CoasterException(
                $"cannot read {Source}",
                $"'{Shown.Of(text)}' is no device",
                "Name devices by index (0), UUID (GPU-…, MIG-…), PCI bus id, GPU:MIG (0:1) or qualified name (nvidia.com/gpu=0), "
                    + "or write all, none or void");

    private CoasterException Mixed(string qualified, string other) => new(
        $"cannot read {Source}",
        $"it has the qualified name '{Shown.Of(qualified)}' beside '{Shown.Of(other)}'",
        "Write all devices as VENDOR/CLASS=NAME, or none of them");
}
