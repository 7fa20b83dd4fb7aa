using System.Text.Json;
using Coaster.GpuModel;

namespace Coaster.Agent.Server;

/// <summary>The runtime's question what a container of a pod holds.</summary>
/// <param name="Pod">The pod's UID.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Container">The container's name in the pod.</param>
/// <param name="Id">The container's id.</param>
internal sealed record Claim(string Pod, string Namespace, string Name, string Container, string Id)
{
    /// <exception cref="FormatException">A word of it can be none.</exception>
    internal static Claim Read(JsonElement request) =>
        new(Word(request, "pod"), Word(request, "namespace"), Word(request, "name"), Word(request, "container"), Word(request, "id"));

    private static string Word(JsonElement request, string name) => request.GetProperty(name).GetString() is { } word && Identifiers.IsName(word)
        ? word
        : throw new FormatException($"its {name} is no name");
}
