using System.Runtime.InteropServices;
using Coaster.LiveRoot.DeviceRules;

namespace Coaster.LiveRoot.Tests.DeviceRules;

public sealed class DevicePrologueTests
{
    [Fact]
    public void Before_OneRule_IsTheGoldenProgram() => Assert.Equal(
        """
        61 12 0000 00000000
        BC 23 0000 00000000
        54 02 0000 FFFF0000
        74 03 0000 10000000
        61 14 0400 00000000
        61 15 0800 00000000
        BC 30 0000 00000000
        54 00 0000 F9FFFFFF
        55 00 0500 00000000
        55 02 0400 02000000
        55 04 0300 C3000000
        55 05 0200 FF000000
        B7 00 0000 01000000
        95 00 0000 00000000
        B7 00 0000 00000000
        95 00 0000 00000000
        """,
        Hex(DevicePrologue.Before(ForeignPrograms.Always(0), [new DeviceRule(2, 195, 255, 6)])));

    private static string Hex(Posix.Bpf.BpfInstruction[] program) => string.Join('\n', MemoryMarshal.AsBytes(program.AsSpan()).ToArray().Chunk(8)
        .Select(Convert.ToHexString).Select(hex => $"{hex[..2]} {hex[2..4]} {hex[4..8]} {hex[8..]}"));
}
