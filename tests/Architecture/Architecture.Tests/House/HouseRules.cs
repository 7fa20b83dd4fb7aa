using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coaster.Architecture.Tests.House;

/// <summary>The rules that a file keeps or breaks; each gives one sentence for each breach.</summary>
internal static class HouseRules
{
    private static readonly string[] Reminders = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];

    /// <summary>One type, in the file of its name; a part of a partial type may add a word: <c>Reader.Strings.cs</c>.</summary>
    public static IEnumerable<string> OneType(SourceFile file)
    {
        var name = Path.GetFileName(file.Path).Split('.')[0];
        var types = file.TopLevelTypes.Select(NameOf).ToList();
        if (types.Count > 1)
            yield return $"{file.Path} has {types.Count} types: {string.Join(", ", types)}";
        else if (types.Count == 1 && types[0] != name)
            yield return $"{file.Path} has the type {types[0]}";
    }

    public static IEnumerable<string> Namespace(SourceFile file)
    {
        if (file.Syntax.DescendantNodes().OfType<NamespaceDeclarationSyntax>().Any())
            yield return $"{file.Path} has a namespace with braces";
        foreach (var found in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            if (found.Name.ToString() != file.Namespace)
                yield return $"{file.Path} is in {found.Name}, its folder in {file.Namespace}";
        if (file.TopLevelTypes.Any(type => type.Parent is CompilationUnitSyntax && type is not ClassDeclarationSyntax { Identifier.Text: "Program" }))
            yield return $"{file.Path} has a type in no namespace";
    }

    /// <summary>Classes and records that could be sealed and are not; partial types may say it in any part.</summary>
    public static IEnumerable<string> Sealed(IReadOnlyList<SourceFile> files)
    {
        var types = files.SelectMany(file => file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(IsClass)).ToList();
        var settled = types.Where(IsSettled).Select(type => type.Identifier.Text).ToHashSet();
        settled.UnionWith(types.SelectMany(BasesOf));
        return types.Select(type => type.Identifier.Text).Distinct().Where(name => !settled.Contains(name)).Select(name => $"{name} is not sealed");
    }

    /// <summary>A reminder is a promise: it names the issue that keeps it.</summary>
    public static IEnumerable<string> Reminder(string path, IEnumerable<string> lines) => lines
        .Select((line, index) => (line, index))
        .Where(entry => Reminders.Any(word => HasWord(entry.line, word)) && !entry.line.Contains("https://", StringComparison.Ordinal))
        .Select(entry => $"{path}:{entry.index + 1} has a reminder without an issue");

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax || (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword));

    private static bool IsSettled(TypeDeclarationSyntax type) => type.Modifiers.Any(modifier =>
        modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword);

    private static IEnumerable<string> BasesOf(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.Select(@base => Rightmost(@base.Type).GetFirstToken().Text) ?? [];

    private static TypeSyntax Rightmost(TypeSyntax name) => name is QualifiedNameSyntax qualified ? qualified.Right : name;

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax @delegate => @delegate.Identifier.Text,
        _ => member.ToString(),
    };

    private static bool HasWord(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.Ordinal);
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(line[at - 1]))
            && (at + word.Length == line.Length || !char.IsLetterOrDigit(line[at + word.Length]));
    }
}
