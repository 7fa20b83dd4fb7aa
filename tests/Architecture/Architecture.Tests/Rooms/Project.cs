using System.Xml.Linq;

namespace Coaster.Architecture.Tests.Rooms;

/// <summary>A project file: its name, what it says of itself, and the projects that it references by name.</summary>
internal sealed record Project(string Name, bool IsExecutable, IReadOnlyList<string> References)
{
    public static Project Read(string path)
    {
        var xml = XDocument.Load(path).Root!;
        var references = xml.Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")!.Value));
        return new Project(NameOf(path), SaysExecutable(xml), [.. references]);
    }

    /// <summary>All that the project reaches, through others too.</summary>
    public IReadOnlySet<string> Reaches(IReadOnlyDictionary<string, Project> all)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(References);
        while (open.TryPop(out var name))
            if (reached.Add(name) && all.TryGetValue(name, out var project))
                project.References.ToList().ForEach(open.Push);
        return reached;
    }

    private static bool SaysExecutable(XElement xml) =>
        xml.Descendants("OutputType").Any(type => type.Value == "Exe")
        || xml.Descendants("Import").Any(import => import.Attribute("Project")!.Value.EndsWith("Executable.props", StringComparison.Ordinal))
        || xml.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web";

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
