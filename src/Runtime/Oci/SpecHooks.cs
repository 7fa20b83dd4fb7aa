using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>The hooks that a config.json has already.</summary>
public static class SpecHooks
{
    /// <summary>Takes out hooks by their program's name.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="names">File names of programs.</param>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static bool RemovePrestart(BundleSpec spec, params string[] names)
    {
        if (spec.Root.Child("hooks")?.List("prestart") is not { } hooks)
            return false;
        var unwanted = hooks.OfType<JsonObject>().Where(hook => names.Contains(Path.GetFileName(hook.Text("path")))).ToList();
        foreach (var hook in unwanted)
            hooks.Remove(hook);
        return unwanted.Count > 0;
    }
}
