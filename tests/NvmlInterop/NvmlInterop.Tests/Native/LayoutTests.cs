using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Native;

public sealed class LayoutTests
{
    private static readonly IReadOnlyDictionary<string, Type> Structs =
        typeof(nvmlMemory_t).Assembly.GetTypes().Where(type => type.Namespace == typeof(nvmlMemory_t).Namespace && !type.IsNested).ToDictionary(type => type.Name);

    public static TheoryData<string> Names => [.. Layout.All.Select(layout => layout.Struct)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Struct_OfTheTable_HasItsSizeAndOffsets(string name)
    {
        var layout = Layout.All.Single(entry => entry.Struct == name);
        var type = Structs[name];
        Assert.Equal(layout.Size, Marshal.SizeOf(type));
        Assert.Equal(type.GetFields().Length, layout.Fields.Count);
        Assert.All(layout.Fields, field => Assert.Equal(field.Offset, (int)Marshal.OffsetOf(type, field.Field.Split('.')[^1])));
    }

    [Fact]
    public void Structs_AllOfThem_AreInTheTable() =>
        Assert.Empty(Structs.Keys.Except(Layout.All.Select(layout => layout.Struct)));

    [Fact]
    public void Header_OfTheSimulatedDriver_AgreesWithTheTable()
    {
        var header = Path.Combine(RepositoryFolder.Path, "src/NvmlInterop/SimDriver/include/nvml_abi.h");
        var declared = Regex.Matches(File.ReadAllText(header), @"\} (\w+);").Select(match => match.Groups[1].Value).ToHashSet();
        var checks = Layout.All.Where(layout => declared.Contains(layout.Struct)).ToList();
        Assert.InRange(checks.Count, 25, Layout.All.Count);
        using var folder = new TempFolder();
        var program = folder["layout.c"];
        File.WriteAllLines(program, ["#include <stddef.h>", $"#include \"{header}\"", .. checks.SelectMany(layout => layout.Assertions())]);
        ProgramRun.Run("gcc", ["-std=c11", "-fsyntax-only", program]).MustSucceed();
    }

    [Theory]
    [InlineData(0x02000028u, nameof(nvmlMemory_v2_t))]
    [InlineData(0x01000018u, nameof(nvmlProcessDetailList_v1_t))]
    [InlineData(0x02000098u, nameof(nvmlGpuInstanceProfileInfo_v2_t))]
    [InlineData(0x03000098u, nameof(nvmlGpuInstanceProfileInfo_v3_t))]
    [InlineData(0x02000088u, nameof(nvmlComputeInstanceProfileInfo_v2_t))]
    [InlineData(0x0300008cu, nameof(nvmlComputeInstanceProfileInfo_v3_t))]
    public void VersionWord_OfAStruct_IsItsSizeAndNumber(uint expected, string name) => Assert.Equal(expected, name switch
    {
        nameof(nvmlMemory_v2_t) => NvmlConstants.NVML_STRUCT_VERSION<nvmlMemory_v2_t>(2),
        nameof(nvmlProcessDetailList_v1_t) => NvmlConstants.NVML_STRUCT_VERSION<nvmlProcessDetailList_v1_t>(1),
        nameof(nvmlGpuInstanceProfileInfo_v2_t) => NvmlConstants.NVML_STRUCT_VERSION<nvmlGpuInstanceProfileInfo_v2_t>(2),
        nameof(nvmlGpuInstanceProfileInfo_v3_t) => NvmlConstants.NVML_STRUCT_VERSION<nvmlGpuInstanceProfileInfo_v3_t>(3),
        nameof(nvmlComputeInstanceProfileInfo_v2_t) => NvmlConstants.NVML_STRUCT_VERSION<nvmlComputeInstanceProfileInfo_v2_t>(2),
        _ => NvmlConstants.NVML_STRUCT_VERSION<nvmlComputeInstanceProfileInfo_v3_t>(3),
    });
}
