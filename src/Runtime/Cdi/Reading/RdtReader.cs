using Coaster.Cdi.Tree;
using Coaster.Oci;

namespace Coaster.Cdi.Reading;

/// <summary>Reads <c>intelRdt</c>. Two of its fields ended with version 1.1.0 and mean nothing to the runtime specification any more.</summary>
internal static class RdtReader
{
    private const int MaxName = 4096;

    internal static IntelRdt Read(TreeField field)
    {
        var fields = field.Members("closID", "l3CacheSchema", "memBwSchema", "schemata", "enableMonitoring", "enableCMT", "enableMBM");
        _ = (fields.Find("enableCMT")?.Truth(), fields.Find("enableMBM")?.Truth());
        return new IntelRdt(
            Class(field, fields.Text("closID")),
            fields.Text("l3CacheSchema"),
            fields.Text("memBwSchema"),
            fields.Find("schemata")?.List(line => line.Text()),
            fields.Find("enableMonitoring")?.Truth() ?? false);
    }

    /// <summary>The class becomes a folder's name; <c>/</c> is the root class.</summary>
    private static string Class(TreeField field, string name)
    {
        var isFolder = name.Length < MaxName && name is not ("." or "..") && name.IndexOfAny(['/', '\n']) < 0;
        return name == "/" || isFolder ? name : throw field.Wrong("has a closID that is no folder's name");
    }
}
