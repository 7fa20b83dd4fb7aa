using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coaster.Architecture.Tests.House;

/// <summary>A C# file as the house rules see it.</summary>
/// <param name="Path">The path from the repository's root.</param>
/// <param name="Namespace">The namespace that the folder asks for.</param>
/// <param name="Syntax">The parsed text.</param>
internal sealed record SourceFile(string Path, string Namespace, CompilationUnitSyntax Syntax)
{
    /// <summary>Every C# file under the folder.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder) => [.. Repository.Files(folder, "*.cs").Select(Load)];

    public static SourceFile Of(string path, string expectedNamespace, string text) =>
        new(path, expectedNamespace, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());

    public int Lines => Syntax.GetText().Lines.Count - (Syntax.GetText().ToString().EndsWith('\n') ? 1 : 0);

    /// <summary>The types that stand in a namespace rather than in another type; delegates are types.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> TopLevelTypes =>
        [.. Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];

    private static SourceFile Load(string path) => Of(Repository.Relative(path), NamespaceOf(path), File.ReadAllText(path));

    private static string NamespaceOf(string path)
    {
        var project = ProjectOf(path);
        var folder = Repository.Relative(System.IO.Path.GetDirectoryName(path)!);
        var inside = System.IO.Path.GetRelativePath(Repository.Relative(System.IO.Path.GetDirectoryName(project)!), folder);
        var root = RootOf(project);
        return inside == "." ? root : $"{root}.{inside.Replace('/', '.')}";
    }

    /// <summary>A room that takes a package's place has the package's namespaces, and says so in its project file.</summary>
    private static string RootOf(string project) =>
        XDocument.Load(project).Root!.Descendants("RootNamespace").FirstOrDefault()?.Value ?? "Coaster." + System.IO.Path.GetFileNameWithoutExtension(project);

    private static string ProjectOf(string path)
    {
        for (var folder = System.IO.Path.GetDirectoryName(path); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project)
                return project;
        throw new InvalidOperationException(path + " belongs to no project");
    }
}
