namespace Coaster.GpuBench.Extender.Setup;

/// <summary>What an API server says where it does not give an object.</summary>
internal static class StatusText
{
    /// <summary>It is done.</summary>
    internal static (int Status, string Body) Done { get; } = (201, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}""");

    /// <summary>It is not.</summary>
    internal static (int Status, string Body) Refused(int code, string reason) =>
        (code, $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{reason}}","reason":"{{reason}}","code":{{code}}}""");
}
