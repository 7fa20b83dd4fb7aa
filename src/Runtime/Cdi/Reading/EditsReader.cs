using Coaster.Cdi.Model;
using Coaster.Cdi.Tree;
using Coaster.Oci;

namespace Coaster.Cdi.Reading;

/// <summary>Reads <c>containerEdits</c> and checks them as the reference library does (pkg/cdi/container-edits.go).</summary>
internal static class EditsReader
{
    private const int Permissions = 0b111_111_111_111;

    /// <summary>A hook without an environment would get the image's from older runc, LD_PRELOAD included (CVE-2025-23266).</summary>
    private static readonly string[] PlainEnv = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

    internal static CdiEdits Read(TreeField field)
    {
        var fields = field.Members("env", "deviceNodes", "netDevices", "mounts", "hooks", "intelRdt", "additionalGids");
        return new CdiEdits(fields.List("deviceNodes", Node), fields.List("mounts", Mount), fields.List("env", Variable))
        {
            Hooks = fields.List("hooks", Hook),
            AdditionalGids = fields.List("additionalGids", gid => (int)gid.Number(0, int.MaxValue)),
            NetDevices = NetDevices(fields),
            IntelRdt = fields.Find("intelRdt") is { } rdt ? RdtReader.Read(rdt) : null,
        };
    }

    private static string Variable(TreeField field) =>
        field.Text() is var text && text.IndexOf('=', StringComparison.Ordinal) > 0 ? text : throw field.Wrong("is not like NAME=value");

    private static CdiDeviceNode Node(TreeField field)
    {
        var fields = field.Members("path", "hostPath", "type", "major", "minor", "fileMode", "permissions", "uid", "gid");
        return new CdiDeviceNode(fields.Required("path"))
        {
            HostPath = Given(fields.Text("hostPath")),
            Type = Type(fields),
            Major = Number(fields, "major") ?? 0,
            Minor = Number(fields, "minor") ?? 0,
            FileMode = fields.Find("fileMode") is { } mode ? (int)mode.Number(0, uint.MaxValue) & Permissions : null,
            Uid = Number(fields, "uid"),
            Gid = Number(fields, "gid"),
            Permissions = Access(fields),
        };
    }

    private static char? Type(TreeFields fields) => fields.Text("type") switch
    {
        "" => null,
        "b" or "c" or "u" or "p" => fields.Text("type")[0],
        _ => throw fields.Find("type")!.Wrong("is not b, c, u or p"),
    };

    private static string? Access(TreeFields fields)
    {
        var text = fields.Text("permissions");
        var isKnown = text == CdiDeviceNode.NoPermissions || text.All(letter => letter is 'r' or 'w' or 'm');
        return isKnown ? Given(text) : throw fields.Find("permissions")!.Wrong("is not made of r, w and m");
    }

    private static CdiMount Mount(TreeField field)
    {
        var fields = field.Members("hostPath", "containerPath", "type", "options");
        return new CdiMount(fields.Required("hostPath"), fields.Required("containerPath"), fields.Texts("options"), Given(fields.Text("type")));
    }

    private static OciHook Hook(TreeField field)
    {
        var fields = field.Members("hookName", "path", "args", "env", "timeout");
        var stage = HookStageWords.Parse(fields.Text("hookName")) ?? throw field.Wrong($"has the hookName '{fields.Text("hookName")}', and there is none such");
        var path = fields.Required("path");
        if (!path.StartsWith('/'))
            throw field.Wrong("has a path that is not absolute");
        var env = fields.List("env", Variable);
        return new OciHook(stage, path, fields.Texts("args"), env.Count > 0 ? env : PlainEnv, (int?)fields.Find("timeout")?.Number(1, int.MaxValue));
    }

    private static IReadOnlyList<NetDevice> NetDevices(TreeFields fields)
    {
        var devices = fields.List("netDevices", NetDevice);
        var isOnce = devices.DistinctBy(device => device.HostInterface).Count() == devices.Count && devices.DistinctBy(device => device.Name).Count() == devices.Count;
        return isOnce ? devices : throw fields.Find("netDevices")!.Wrong("has a name twice");
    }

    private static NetDevice NetDevice(TreeField field)
    {
        var fields = field.Members("hostInterfaceName", "name");
        return new NetDevice(fields.Required("hostInterfaceName"), fields.Required("name"));
    }

    private static int? Number(TreeFields fields, string name) => (int?)fields.Find(name)?.Number(0, int.MaxValue);

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
