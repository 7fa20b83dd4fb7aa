using System.Text;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>A mounted cgroup hierarchy, or a part of one, from a line of proc_pid_mountinfo(5).</summary>
/// <param name="Root">The cgroup that is mounted.</param>
/// <param name="Point">Where.</param>
/// <param name="Type"><c>cgroup</c> or <c>cgroup2</c>.</param>
/// <param name="Options">The hierarchy's own options; with version 1 its controllers are among them.</param>
internal sealed record CgroupMount(string Root, string Point, string Type, IReadOnlyList<string> Options)
{
    private const int RootField = 3;
    private const int PointField = 4;
    private const int OptionalFields = 6;
    private const int EscapedDigits = 3;

    /// <summary>The mount of a line, or null when it is none of cgroups.</summary>
    internal static CgroupMount? TryParse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-", Math.Min(OptionalFields, fields.Length));
        return dash > 0 && dash + 3 < fields.Length && fields[dash + 1] is "cgroup" or "cgroup2"
            ? new CgroupMount(Unescape(fields[RootField]), Unescape(fields[PointField]), fields[dash + 1], fields[dash + 3].Split(','))
            : null;
    }

    /// <summary>The folder of a cgroup, or null when it is not below what is mounted.</summary>
    internal string? FolderOf(string cgroup)
    {
        // A cgroup outside of this process' cgroup namespace is shown with "..".
        if (cgroup.Split('/').Contains(".."))
            return null;
        var root = Root.TrimEnd('/');
        if (cgroup != root && !cgroup.StartsWith(root + '/', StringComparison.Ordinal))
            return null;
        return (Point.TrimEnd('/') + cgroup[root.Length..]).TrimEnd('/');
    }

    /// <summary>Blanks and their like are written as three octal digits.</summary>
    private static string Unescape(string field)
    {
        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
            if (field[i] == '\\' && i + EscapedDigits < field.Length && field.AsSpan(i + 1, EscapedDigits).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(field.Substring(i + 1, EscapedDigits), 8));
                i += EscapedDigits;
            }
            else
            {
                text.Append(field[i]);
            }

        return text.ToString();
    }
}
