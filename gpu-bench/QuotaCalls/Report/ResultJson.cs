using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.QuotaCalls.Measuring;

namespace Coaster.GpuBench.QuotaCalls.Report;

/// <summary>The results as they are kept.</summary>
internal static class ResultJson
{
    internal static void Write(string path, MachineFacts machine, int rounds, IReadOnlyList<CallTimes> results) =>
        ResultFile.Write(path, machine, rounds, json =>
        {
            json.WriteStartArray("results");
            foreach (var times in results)
            {
                json.WriteStartObject();
                json.WriteString("call", times.Kind.Name);
                json.WriteNumber("directNs", ResultFile.Rounded(times.Direct.Median));
                json.WriteNumber("hookedNs", ResultFile.Rounded(times.Hooked.Median));
                json.WriteNumber("addedNs", ResultFile.Rounded(times.Added.Median));
                json.WriteNumber("addedP25Ns", ResultFile.Rounded(times.Added.Percentile(25)));
                json.WriteNumber("addedP75Ns", ResultFile.Rounded(times.Added.Percentile(75)));
                json.WriteNumber("targetNs", times.Kind.TargetNs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
