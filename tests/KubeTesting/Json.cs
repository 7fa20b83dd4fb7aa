namespace Coaster.KubeTesting;

/// <summary>Answers as the API server words them.</summary>
internal static class Json
{
    public static string Pod(string name, string uid, string version, string phase = "Running") => $$$"""
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"}
        """ + $$$"""
        ,"spec":{"nodeName":"node1","containers":null},"status":{"phase":"{{{phase}}}"}}
        """;

    public static string List(string version, params string[] items) => Page(version, "", items);

    public static string Page(string version, string next, params string[] items) => $$$"""
        {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}","continue":"{{{next}}}"},"items":[{{{string.Join(',', items)}}}]}
        """;

    public static string Event(string type, string item) => $$$"""{"type":"{{{type}}}","object":{{{item}}}}""";

    public static string Bookmark(string version) => Event("BOOKMARK", $$$"""
        {"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}","creationTimestamp":null},"spec":{"containers":null},"status":{}}
        """);

    public static string Status(int code, string reason) => $$$"""
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"because of {{{reason}}}","reason":"{{{reason}}}","code":{{{code}}}}
        """;

    public static string Gone() => Event("ERROR", Status(410, "Expired"));
}
