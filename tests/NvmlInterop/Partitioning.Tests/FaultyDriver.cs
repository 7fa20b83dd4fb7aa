using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.Partitioning.Tests;

/// <summary>A simulated driver whose changes of MIG modes and instances fail when they are told to.</summary>
internal sealed unsafe class FaultyDriver : IDisposable
{
    private const string Name = "libnvidia-ml.so.1";
    private readonly nint _library;

    public FaultyDriver(string gpus = "h200:2", bool mig = false)
    {
        Driver = new SimulatedDriver(gpus, mig);
        var folder = Path.Combine(Driver.Root, "usr/lib", StubLibrary.Triplet);
        var ours = Path.Combine(folder, Name);
        // The loader takes two libraries of one name for the same, so each of these gets a name of its own.
        var unique = $"lib{RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture).PadLeft(Name.Length - 6, '0')}.so";
        File.WriteAllBytes(Path.Combine(folder, unique), Renamed(File.ReadAllBytes(ours), unique));
        File.Delete(ours);
        ProgramRun.Run("gcc",
        [
            "-shared", "-fPIC", "-Wl,-z,now", "-Wl,--no-as-needed", $"-DREAL=\"{folder}/{unique}\"", "-o", ours,
            Path.Combine(AppContext.BaseDirectory, "FaultyDriver.c"), $"-L{folder}", $"-l:{unique}", $"-Wl,-rpath,{folder}",
        ]).MustSucceed();
        _library = NativeLibrary.Load(ours);
    }

    public SimulatedDriver Driver { get; }

    public string Root => Driver.Root;

    public IReadOnlyList<Gpu> Gpus => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(Root)).Inventory.Gpus;

    /// <summary>How many changes there were since <see cref="Fail"/>.</summary>
    public int Changes => ((delegate* unmanaged<int>)NativeLibrary.GetExport(_library, "fault_made"))();

    /// <summary>Has changes fail: those from one number to another, counted from now and from 1.</summary>
    public void Fail(int first, int last) => ((delegate* unmanaged<int, int, void>)NativeLibrary.GetExport(_library, "fault_set"))(first, last);

    public void Dispose()
    {
        NativeLibrary.Free(_library);
        Driver.Dispose();
    }

    private static byte[] Renamed(byte[] library, string name)
    {
        var at = library.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Name + "\0"));
        Encoding.ASCII.GetBytes(name).CopyTo(library, at);
        return library;
    }
}
