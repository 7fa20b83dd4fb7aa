using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.KubeletApi.Authority;

/// <summary>
/// Lets kubelets before 1.26 in. They send the path of the socket as <c>:authority</c>, which Kestrel answers with PROTOCOL_ERROR, see
/// https://github.com/kubernetes/kubernetes/pull/112597 and https://github.com/dotnet/aspnetcore/issues/18522.
/// </summary>
public static class KubeletAuthority
{
    /// <summary>
    /// Makes a host name of the path in the first request of each connection: every <c>/</c> becomes a <c>.</c>. Later requests name the same
    /// value by its place in the table of headers. Nothing else is touched, whatever comes.
    /// </summary>
    /// <param name="listen">Where kubelet connects to, by HTTP/2 without TLS.</param>
    /// <returns>The same.</returns>
    public static ListenOptions UseKubeletAuthority(this ListenOptions listen)
    {
        listen.Use(next => async connection =>
        {
            var transport = connection.Transport;
            connection.Transport = new AuthorityTransport(new AuthorityReader(transport.Input), transport.Output);
            try
            {
                await next(connection);
            }
            finally
            {
                connection.Transport = transport;
            }
        });
        return listen;
    }
}
