using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Running;

namespace Coaster.Health.Tests.Running;

public sealed class TellerTests
{
    [Fact]
    public async Task Tell_FloodOfFaults_LeavesSomeOutAndNoCondition()
    {
        var recorder = new Recorder();
        var teller = new Teller(recorder);
        for (var i = 0; i < 1000; i++)
        {
            teller.Tell(new ApplicationFault("GPU-a", 31, "", true, null, null, null, default));
            teller.Tell(new GpuCondition("GPU-a", GpuHealth.Healthy, $"{i}", default, null));
        }

        teller.End();
        await teller.RunAsync();
        Assert.Equal(256, recorder.Faults.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), recorder.Conditions.Select(told => told.Reason));
    }
}
