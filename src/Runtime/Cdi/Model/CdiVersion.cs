namespace Coaster.Cdi.Model;

/// <summary>
/// Which version of the format has what (https://github.com/cncf-tags/container-device-interface/blob/main/specs-go/version.go). A
/// specification must be of a version that has all that it uses.
/// </summary>
internal static class CdiVersion
{
    private const string First = "0.3.0";
    private static readonly string[] Known = [First, "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0", "1.0.0", "1.1.0"];

    /// <summary>The lowest version that has all that the specification uses.</summary>
    internal static string Lowest(CdiSpec spec)
    {
        var edits = spec.Devices.Select(device => device.Edits).Append(spec.Edits).ToList();
        return edits.Exists(Needs110) ? "1.1.0"
            : edits.Exists(each => each.IntelRdt is not null || each.AdditionalGids.Count > 0) ? "0.7.0"
            : Needs060(spec) ? "0.6.0"
            : spec.Devices.Any(device => char.IsAsciiDigit(device.Name[0])) || edits.Exists(HasHostPath) ? "0.5.0"
            : edits.Exists(each => each.Mounts.Any(mount => mount.Type is not null)) ? "0.4.0"
            : First;
    }

    /// <exception cref="CdiSpecException">The specification's version is not known, or lower than what it uses.</exception>
    internal static void Check(CdiSpec spec)
    {
        var version = Array.IndexOf(Known, spec.Version);
        var lowest = Lowest(spec);
        if (version < 0)
            throw new CdiSpecException($"its cdiVersion is '{spec.Version}', and only {string.Join(", ", Known)} are known");
        if (version < Array.IndexOf(Known, lowest))
            throw new CdiSpecException($"its cdiVersion is {spec.Version}, and what it uses came with {lowest}");
    }

    private static bool Needs110(CdiEdits edits) => edits.NetDevices.Count > 0 || edits.IntelRdt is { Schemata: not null } or { EnableMonitoring: true };

    private static bool Needs060(CdiSpec spec) =>
        spec.IsAnnotated || spec.Devices.Any(device => device.IsAnnotated) || spec.Kind.Split('/', 2)[^1].Contains('.', StringComparison.Ordinal);

    private static bool HasHostPath(CdiEdits edits) => edits.DeviceNodes.Any(node => node.HostPath is not null);
}
