namespace Coaster.Posix;

/// <summary>What a name in a file system stands for.</summary>
public enum FileKind
{
    Regular,
    Directory,
    CharacterDevice,
    BlockDevice,
    SymbolicLink,
    Other,
}
