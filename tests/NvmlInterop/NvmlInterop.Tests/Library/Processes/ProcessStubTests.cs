namespace Coaster.NvmlInterop.Tests.Library.Processes;

/// <summary>The process lists of drivers that write records of 24 bytes, of 32 bytes, or more records from call to call.</summary>
public sealed class ProcessStubTests
{
    private static string Lists(string record) => $$"""
        int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, void *buffer)
        {
            (void)device;
            if (*count < 2) { *count = 2; return 7; }
            {{record}} two[2];
            memset(two, 0, sizeof two);
            two[0].pid = 4242; two[0].used = 1024ull << 20; two[0].gi = two[0].ci = ~0u;
            two[1].pid = 4343; two[1].used = ~0ull; two[1].gi = 2; two[1].ci = 0;
            memcpy(buffer, two, sizeof two);
            *count = 2;
            return 0;
        }
        """;

    [Theory]
    [InlineData("info24")]
    [InlineData("info32")]
    public void GetProcesses_RecordsOfEitherLength_AreTheSame(string record)
    {
        using var stub = Stubs.With(Lists(record));
        using var session = Stubs.Open(stub);
        Assert.Equal(
            [new NvmlProcess(4242, ProcessKind.Compute, 1024L << 20, null, null), new NvmlProcess(4343, ProcessKind.Compute, null, 2, 0)],
            session.GetDevice(0).Value.GetProcesses(ProcessKind.Compute).Value);
    }

    [Fact]
    public void GetProcesses_ListThatGrowsBetweenCalls_IsReadWhole()
    {
        using var stub = Stubs.With("""
            int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, void *buffer)
            {
                static unsigned calls;
                unsigned now = ++calls < 4 ? *count + 1 : *count;
                info24 *records = buffer;
                (void)device;
                if (*count < now) { *count = now; return 7; }
                for (unsigned i = 0; i < now; i++) { memset(&records[i], 0, sizeof *records); records[i].pid = 1000 + i; }
                *count = now;
                return 0;
            }
            """);
        using var session = Stubs.Open(stub);
        var processes = session.GetDevice(0).Value.GetProcesses(ProcessKind.Compute).Value;
        Assert.True(processes.Count > 32);
        Assert.Equal(Enumerable.Range(1000, processes.Count), processes.Select(process => process.Pid));
    }

    [Fact]
    public void GetProcesses_ListThatAlwaysGrows_EndsWithAStatus()
    {
        using var stub = Stubs.With("""
            int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, void *buffer)
            { (void)device; (void)buffer; *count += 1; return 7; }
            """);
        using var session = Stubs.Open(stub);
        Assert.Equal(NvmlStatus.InsufficientSize, session.GetDevice(0).Value.GetProcesses(ProcessKind.Compute).Status);
    }

    [Fact]
    public void GetProcesses_DetailedListThere_IsPreferred()
    {
        using var stub = Stubs.With(Lists("info24") + """

            int nvmlDeviceGetRunningProcessDetailList(void *device, struct { unsigned version, mode, count; info32 *items; } *list)
            {
                (void)device;
                if (list->version != 0x01000018) return 25;
                if (list->count < 1) { list->count = 1; return 7; }
                memset(list->items, 0, sizeof *list->items);
                list->items->pid = 7 + list->mode;
                list->count = 1;
                return 0;
            }
            """);
        using var session = Stubs.Open(stub);
        var device = session.GetDevice(0).Value;
        Assert.Equal(7, Assert.Single(device.GetProcesses(ProcessKind.Compute).Value).Pid);
        Assert.Equal(9, Assert.Single(device.GetProcesses(ProcessKind.Mps).Value).Pid);
    }
}
