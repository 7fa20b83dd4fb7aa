using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coaster.Architecture.Tests.House;

/// <summary>
/// How long files and methods are: the one place that measures. A file counts all its lines. A method is a method, constructor or operator
/// with a body, from its signature to its last brace or semicolon, without documentation and attributes.
/// </summary>
internal sealed record Sizes(IReadOnlyList<(string Name, int Lines)> Files, IReadOnlyList<(string Name, int Lines)> Methods)
{
    public static Sizes Of(IReadOnlyList<SourceFile> files) => new(
        InOrder(files.Select(file => (file.Path, file.Lines))),
        InOrder(files.SelectMany(file => file.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Where(HasBody)
            .Select(method => ($"{file.Path} {NameOf(method)}", LinesOf(method))))));

    /// <summary>The smallest value that at least so many percent of the values do not pass; 0 when there is none.</summary>
    public static int Percentile(IReadOnlyList<(string Name, int Lines)> sorted, int percent) =>
        sorted.Count == 0 ? 0 : sorted[Math.Max(0, ((sorted.Count * percent) + 99) / 100 - 1)].Lines;

    public static string Summary(string what, IReadOnlyList<(string Name, int Lines)> sorted) =>
        $"{what}: {sorted.Count}, lines median {Percentile(sorted, 50)}, p75 {Percentile(sorted, 75)}, p95 {Percentile(sorted, 95)}; longest "
        + string.Join(", ", sorted.TakeLast(3).Reverse().Select(entry => $"{entry.Name} {entry.Lines}"));

    private static bool HasBody(BaseMethodDeclarationSyntax method) => method.Body is not null || method.ExpressionBody is not null;

    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        var first = method.AttributeLists.Count > 0 ? method.AttributeLists.Last().GetLastToken().GetNextToken() : method.GetFirstToken();
        var lines = method.SyntaxTree.GetText().Lines;
        return lines.GetLinePosition(method.Span.End).Line - lines.GetLinePosition(first.SpanStart).Line + 1;
    }

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => "operator",
    };

    private static List<(string Name, int Lines)> InOrder(IEnumerable<(string Name, int Lines)> values) =>
        [.. values.OrderBy(entry => entry.Lines).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
}
