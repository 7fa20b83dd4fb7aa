using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Tests.Modes;

/// <summary>Keeps the text that a file would have; fails when it is told to.</summary>
internal sealed class FakeModeStore : IModeStore
{
    public string Text { get; set; } = AppliedModesCodec.Encode(new Dictionary<string, GpuModeSpec>());

    public bool IsFull { get; set; }

    public IReadOnlyDictionary<string, GpuModeSpec> Load() => AppliedModesCodec.Decode(Text);

    public void Save(IReadOnlyDictionary<string, GpuModeSpec> applied) =>
        Text = IsFull ? throw new IOException("No space left on device") : AppliedModesCodec.Encode(applied);
}
