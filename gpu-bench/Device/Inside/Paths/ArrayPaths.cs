using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside.Paths;

/// <summary>Arrays of four floats an element, and mipmaps of them.</summary>
internal static unsafe class ArrayPaths
{
    private const int Element = 16;
    private const int Widest = 131_072;
    private const int Levels = 8;

    internal static IReadOnlyList<MemoryPath> All { get; } =
    [
        new("array1d", bytes => Create(new CUDA_ARRAY3D_DESCRIPTOR(Math.Min(bytes / Element, Widest), 0, 0))),
        new("array2d", bytes => Create(new CUDA_ARRAY3D_DESCRIPTOR(1024, bytes / Element / 1024, 0))),
        new("array3d", bytes => Create(new CUDA_ARRAY3D_DESCRIPTOR(128, 128, bytes / Element / 128 / 128))),
        new("mipmap", Mipmapped),
    ];

    private static CudaStatus Create(CUDA_ARRAY3D_DESCRIPTOR shape)
    {
        nint array;
        return DriverApi.cuArray3DCreate_v2(&array, &shape);
    }

    private static CudaStatus Mipmapped(long bytes)
    {
        nint array;
        var shape = new CUDA_ARRAY3D_DESCRIPTOR(512, bytes / Element / 512, 0);
        return DriverApi.cuMipmappedArrayCreate(&array, &shape, Levels);
    }
}
