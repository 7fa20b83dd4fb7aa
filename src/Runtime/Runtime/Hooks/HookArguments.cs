namespace Coaster.Runtime.Hooks;

/// <summary>The stages that are handled, as hooks name them in their arguments.</summary>
internal static class HookArguments
{
    internal const string CreateRuntime = "createRuntime";
    internal const string Poststop = "poststop";
    internal const string Prestart = "prestart";
}
