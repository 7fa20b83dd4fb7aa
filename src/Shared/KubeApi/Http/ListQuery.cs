namespace Coaster.KubeApi.Http;

/// <summary>Writes the query of a list or a watch.</summary>
internal static class ListQuery
{
    /// <summary>The selectors and the other parameters, without those that are empty.</summary>
    public static string Of(ListOptions options, params (string Name, string Value)[] others)
    {
        var parameters = others.Append(("fieldSelector", options.FieldSelector ?? "")).Append(("labelSelector", options.LabelSelector ?? ""))
            .Where(parameter => parameter.Item2.Length > 0)
            .Select(parameter => $"{parameter.Item1}={Uri.EscapeDataString(parameter.Item2)}");
        var query = string.Join('&', parameters);
        return query.Length > 0 ? "?" + query : "";
    }
}
