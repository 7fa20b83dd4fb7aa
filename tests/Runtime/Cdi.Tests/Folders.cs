using Coaster.Testing;

namespace Coaster.Cdi.Tests;

/// <summary>Two folders of specifications: <c>etc</c>, and <c>run</c> that is more important.</summary>
internal sealed class Folders : IDisposable
{
    private readonly TempFolder _folder = new TempFolder().Folder("etc").Folder("run");

    public string[] Paths => [_folder["etc"], _folder["run"]];

    public string this[string path] => _folder[path];

    public CdiRegistry Registry => CdiRegistry.Load(Paths);

    public IReadOnlyList<string> Files => _folder.Files();

    public IEnumerable<string> Names => Registry.Devices.Select(device => device.Name.ToString());

    public Folders Write(string path, string text)
    {
        _folder.Write(path, text);
        return this;
    }

    /// <summary>Writes a specification whose devices set one variable to the file's path.</summary>
    public Folders Spec(string path, string kind, params string[] devices) => Write(path, $$$"""
        {"cdiVersion":"0.5.0","kind":"{{{kind}}}","devices":[{{{string.Join(',', devices.Select(name => Device(name, path)))}}}],"containerEdits":{"env":["ALL={{{path}}}"]}}
        """);

    public void Dispose() => _folder.Dispose();

    private static string Device(string name, string path) => $$$"""{"name":"{{{name}}}","containerEdits":{"env":["{{{name}}}={{{path}}}"]}}""";
}
