using System.Net;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi;

/// <summary>The API server refused, could not be reached, or answered what cannot be used.</summary>
public sealed class KubernetesException : Exception
{
    /// <summary>Creates the failure of a call that was not answered, or answered with nonsense.</summary>
    public KubernetesException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Creates the failure of a call that was refused.</summary>
    /// <param name="call">What was asked, such as <c>GET /api/v1/nodes/a</c>.</param>
    /// <param name="statusCode">The answer's HTTP status code.</param>
    /// <param name="status">The answer, null when it was none of Kubernetes'.</param>
    public KubernetesException(string call, HttpStatusCode statusCode, V1Status? status)
        : base($"{call} was refused: {(int)statusCode} {status?.Reason ?? statusCode.ToString()}: {status?.Message ?? "no reason is given"}") =>
        (StatusCode, Status) = (statusCode, status);

    /// <summary>The HTTP status code, null when there was no answer to use.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>The API server's own words, if it had any.</summary>
    public V1Status? Status { get; }

    /// <summary>Namespace and name of the object of a watch that could not be read; empty for all other failures, and when it cannot be told.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>The word for programs, such as <c>AlreadyExists</c>; empty when there is none.</summary>
    public string Reason => Status?.Reason ?? "";

    /// <summary>Whether the resource version or the page is too old: list again.</summary>
    public bool IsGone => StatusCode == HttpStatusCode.Gone;

    /// <summary>Whether there is no such object.</summary>
    public bool IsNotFound => StatusCode == HttpStatusCode.NotFound;

    /// <summary>Whether an object has that name already.</summary>
    public bool IsAlreadyExists => StatusCode == HttpStatusCode.Conflict && Reason == "AlreadyExists";

    /// <summary>Whether the object is not the version any more that was to be changed.</summary>
    public bool IsConflict => StatusCode == HttpStatusCode.Conflict && Reason == "Conflict";

    /// <summary>Whether the same call may succeed later without any change: no answer, too many calls, or a failure of the API server.</summary>
    public bool IsTransient => StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
