using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library.Events;

public sealed class NvmlEventSetTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void Wait_Xid_TellsTheGpuAndTheNumber()
    {
        using var driver = new SimulatedDriver("h200:2");
        using var session = driver.Open();
        using var events = Listen(session);
        driver.Set(1, "xid=48");
        var found = events.Wait(Soon).Value;
        Assert.Equal(session.GetDevice(1).Value, found.Device);
        Assert.Equal((NvmlEventKinds.XidCriticalError, 48L, null, null), (found.Kind, found.Data, found.GpuInstance, found.ComputeInstance));
    }

    [Fact]
    public void Wait_GpuThatIsLost_TellsXid79()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        using var events = Listen(session);
        driver.Set(0, "lost=1");
        Assert.Equal(79, events.Wait(Soon).Value.Data);
    }

    [Fact]
    public void Wait_UncorrectedError_TellsDoubleBit()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        using var events = Listen(session);
        driver.Set(0, "ecc=1");
        Assert.Equal(NvmlEventKinds.DoubleBitEccError, events.Wait(Soon).Value.Kind);
    }

    [Fact]
    public void Wait_TwoEvents_ComeInTurn()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        using var events = Listen(session);
        driver.Set(0, "xid=31");
        driver.Set(0, "xid=43");
        Assert.Equal([31L, 43L], new[] { events.Wait(Soon).Value.Data, events.Wait(Soon).Value.Data });
    }

    [Fact]
    public void Wait_Nothing_TimesOut()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        using var events = Listen(session);
        Assert.Equal(NvmlStatus.Timeout, events.Wait(TimeSpan.FromMilliseconds(50)).Status);
    }

    private static NvmlEventSet Listen(NvmlSession session)
    {
        var events = session.CreateEventSet().Value;
        for (var index = 0; index < session.GetDeviceCount().Value; index++)
        {
            var device = session.GetDevice(index).Value;
            var kinds = device.GetEventKinds().Value & (NvmlEventKinds.XidCriticalError | NvmlEventKinds.DoubleBitEccError);
            Assert.True(events.Register(device, kinds).IsSuccess);
        }

        return events;
    }
}
