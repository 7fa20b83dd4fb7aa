using System.Text.Json;
using Coaster.Integration.Tests.Machine;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Quotas;

/// <summary>The benchmark for a GPU's owner, from its start to its end.</summary>
public sealed class DeviceBenchTests(QuotaMachine machine) : IClassFixture<QuotaMachine>
{
    [Fact]
    public void Device_OneRound_MeasuresAllAndWritesIt()
    {
        var result = Path.Combine(machine.Machine.Folder("bench"), "device.json");

        var run = ProgramRun.Run("sh",
        [
            "-c", "cd \"$1\" && exec \"$2\" --rounds 1 --seconds 2 --mem 2 --out \"$3\"", "sh", RepositoryFolder.Path, BuiltPrograms.DeviceBench, result,
        ], machine.Machine.Variables).MustSucceed();

        using var written = JsonDocument.Parse(File.ReadAllText(result));
        Assert.Equal("NVIDIA H200", written.RootElement.GetProperty("gpu").GetProperty("model").GetString());
        Assert.All(written.RootElement.GetProperty("memory").EnumerateArray(), row => Assert.True(row.GetProperty("holds").GetBoolean(), row.ToString()));
        Assert.Equal(3, written.RootElement.GetProperty("turns").GetArrayLength());
        Assert.Contains("a launch, ns", run.Output, StringComparison.Ordinal);
        Bookings.AssertNothingLeft(machine.Machine);
    }
}
