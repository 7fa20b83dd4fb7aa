using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Events;

/// <summary>Makes an event's object; pure but for its name, which is new each time.</summary>
internal static class EventText
{
    private const int MaxReason = 128;
    private const int MaxMessage = 1024;
    private const int MaxName = 253;
    private const int SuffixLength = 16;

    // Where the API server wants the events of objects that are in no namespace.
    private const string NamespaceOfNone = "default";

    public static Corev1Event Of(V1EventSource source, V1ObjectReference about, string type, string reason, string message) => new()
    {
        Metadata = new V1ObjectMeta { Name = Name(about.Name), NamespaceProperty = Namespace(about) },
        InvolvedObject = about,
        Type = type,
        Reason = Cut(reason, MaxReason),
        Message = Cut(message, MaxMessage),
        Source = source,
    };

    public static EventKey Key(Corev1Event told) => new(
        told.InvolvedObject.Uid,
        told.InvolvedObject.Kind,
        told.InvolvedObject.NamespaceProperty,
        told.InvolvedObject.Name,
        told.Type,
        told.Reason,
        told.Message);

    private static string Namespace(V1ObjectReference about) => about.NamespaceProperty.Length > 0 ? about.NamespaceProperty : NamespaceOfNone;

    private static string Name(string about) =>
        $"{Cut(about, MaxName - SuffixLength - 1).TrimEnd('.', '-')}.{Guid.NewGuid().ToString("N")[..SuffixLength]}";

    private static string Cut(string text, int most) => text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];
}
