using System.Text;
using Coaster.Posix;
using Coaster.Publishing.Modes;

namespace Coaster.Agent.Cluster;

/// <summary>The modes that were applied, in a file that outlives a reboot.</summary>
/// <param name="path">The file.</param>
internal sealed class ModeFile(string path) : IModeStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public IReadOnlyDictionary<string, GpuModeSpec> Load() =>
        PlainFile.TryRead(path) is { } text ? AppliedModesCodec.Decode(Encoding.UTF8.GetString(text.Span)) : new Dictionary<string, GpuModeSpec>();

    public void Save(IReadOnlyDictionary<string, GpuModeSpec> applied) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(AppliedModesCodec.Encode(applied)), OwnerOnly, durable: true);
}
