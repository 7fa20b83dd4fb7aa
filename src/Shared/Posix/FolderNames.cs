using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Coaster.Posix;

/// <summary>The names in an open folder (getdents64(2)). .NET's own listing needs a path, and opens the folder once more by it.</summary>
internal static unsafe class FolderNames
{
    private const long SYS_getdents64_x64 = 217;
    private const long SYS_getdents64_arm64 = 61;
    private const int RoomBytes = 1 << 13;

    // struct linux_dirent64: the inode, an offset, the record's length, a type, and the name with its NUL.
    private const int LengthAt = 16;
    private const int NameAt = 19;

    private static long Number => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? SYS_getdents64_arm64 : SYS_getdents64_x64;

    /// <exception cref="PosixException">The folder cannot be read.</exception>
    internal static List<string> In(Fd folder)
    {
        var names = new List<string>();
        var room = stackalloc byte[RoomBytes];
        for (long count; (count = Libc.syscall(Number, folder.Number, (long)room, RoomBytes, 0)) != 0;)
        {
            if (count < 0)
                throw PosixException.Last($"list {folder.ProcPath}");
            for (var at = 0; at < count;)
            {
                var record = new ReadOnlySpan<byte>(room + at, (int)count - at);
                Add(names, record[NameAt..]);
                at += BinaryPrimitives.ReadUInt16LittleEndian(record[LengthAt..]);
            }
        }

        return names;
    }

    private static void Add(List<string> names, ReadOnlySpan<byte> start)
    {
        var name = start[..start.IndexOf((byte)0)];
        if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            names.Add(Encoding.UTF8.GetString(name));
    }
}
