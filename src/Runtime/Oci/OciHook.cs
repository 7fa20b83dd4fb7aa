namespace Coaster.Oci;

/// <summary>A program that the low-level runtime runs at a moment of a container's life.</summary>
/// <param name="Stage">The moment.</param>
/// <param name="Path">The program, absolute.</param>
/// <param name="Args">Its arguments, the first of which is its name.</param>
/// <param name="Env">
/// Its whole environment as <c>NAME=value</c>. Never empty: without one, older runc gives the hook the image's env, LD_PRELOAD included
/// (CVE-2025-23266), and an empty list is dropped by whoever writes the JSON again.
/// </param>
/// <param name="TimeoutSeconds">After how long it is killed; null for never.</param>
public sealed record OciHook(HookStage Stage, string Path, IReadOnlyList<string> Args, IReadOnlyList<string> Env, int? TimeoutSeconds = null);
