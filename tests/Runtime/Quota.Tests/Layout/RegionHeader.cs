using System.Text.RegularExpressions;
using Coaster.Testing;

namespace Coaster.Quota.Tests.Layout;

/// <summary>What a C compiler makes of the header that the shim is built from.</summary>
internal static class RegionHeader
{
    private const string Program = """
        #include <inttypes.h>
        #include <stddef.h>
        #include <stdio.h>
        #include "region.h"
        #define NUMBER(name, value) printf("%s %" PRIu64 "\n", name, (uint64_t)(value));
        int main(void) {
        """;

    /// <summary>Numbers by name: <c>struct.field</c> is an offset, <c>struct</c> a size, everything else a constant.</summary>
    internal static IReadOnlyDictionary<string, ulong> Numbers()
    {
        var header = Path.Combine(RepositoryFolder.Path, "src/Runtime/QuotaShim/include");
        using var folder = new TempFolder();
        var (source, program) = (folder["layout.c"], folder["layout"]);
        File.WriteAllLines(source, [Program, .. Lines(File.ReadAllText(Path.Combine(header, "region.h"))), "}"]);
        ProgramRun.Run("gcc", ["-std=c11", "-Wall", "-Werror", "-I", header, "-o", program, source]).MustSucceed();
        return Shell.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(words => words[0], words => ulong.Parse(words[1]));
    }

    private static IEnumerable<string> Lines(string header)
    {
        var text = Regex.Replace(header, @"/\*.*?\*/", "", RegexOptions.Singleline);
        foreach (Match constant in Regex.Matches(text, @"#define (CQ_\w+) +[^""\n]*$", RegexOptions.Multiline))
            if (!constant.Value.Contains("PATH") && !constant.Value.Contains("FOLDER"))
                yield return $"NUMBER(\"{constant.Groups[1].Value}\", {constant.Groups[1].Value})";
        foreach (Match type in Regex.Matches(text, @"struct (\w+) \{(.*?)\n\};", RegexOptions.Singleline))
        {
            yield return $"NUMBER(\"{type.Groups[1].Value}\", sizeof(struct {type.Groups[1].Value}))";
            foreach (Match field in Regex.Matches(type.Groups[2].Value, @"(\w+)(\[\w+\])?[,;]"))
                yield return $"NUMBER(\"{type.Groups[1].Value}.{field.Groups[1].Value}\", offsetof(struct {type.Groups[1].Value}, {field.Groups[1].Value}))";
        }
    }
}
