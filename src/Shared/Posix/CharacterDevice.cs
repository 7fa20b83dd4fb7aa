namespace Coaster.Posix;

/// <summary>A character device as its node tells it.</summary>
/// <param name="Major">The major number.</param>
/// <param name="Minor">The minor number.</param>
/// <param name="Permissions">The permission bits.</param>
/// <param name="Uid">The owner.</param>
/// <param name="Gid">The group.</param>
public readonly record struct CharacterDevice(int Major, int Minor, int Permissions, int Uid, int Gid);
