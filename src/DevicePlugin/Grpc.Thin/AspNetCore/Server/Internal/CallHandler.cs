using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers the calls of a method.</summary>
internal abstract class CallHandler(GrpcServiceOptions options)
{
    protected GrpcServiceOptions Options => options;

    internal async Task HandleAsync(HttpContext http)
    {
        if (Refusal(http.Request) is { } code)
        {
            http.Response.StatusCode = code;
            return;
        }

        LiftLimits(http.Features);
        http.Response.ContentType = WireNames.ContentType;
        using var call = new HttpContextServerCallContext(http, options);
        await call.RunAsync(AnswerAsync);
    }

    protected abstract Task AnswerAsync(HttpContextServerCallContext call);

    private static int? Refusal(HttpRequest request)
    {
        if (!HttpProtocol.IsHttp2(request.Protocol))
            return StatusCodes.Status426UpgradeRequired;
        if (!HttpMethods.IsPost(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        return WireNames.IsContentType(request.ContentType) ? null : StatusCodes.Status415UnsupportedMediaType;
    }

    /// <summary>A stream may be silent for hours, and messages have limits of their own.</summary>
    private static void LiftLimits(IFeatureCollection features)
    {
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }
}
