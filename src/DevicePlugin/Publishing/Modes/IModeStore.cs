namespace Coaster.Publishing.Modes;

/// <summary>
/// Keeps the modes that were applied, because after a restart a GPU that is in use must keep its own. <see cref="AppliedModesCodec"/> is the text.
/// </summary>
public interface IModeStore
{
    /// <summary>The modes by the GPUs' UUIDs; empty when none were saved yet.</summary>
    IReadOnlyDictionary<string, GpuModeSpec> Load();

    /// <summary>Saves them all at once or not at all.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    void Save(IReadOnlyDictionary<string, GpuModeSpec> applied);
}
