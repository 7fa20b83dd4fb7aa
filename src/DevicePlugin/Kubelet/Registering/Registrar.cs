using Coaster.Kubelet.Serving;
using Coaster.KubeletApi;
using Coaster.KubeletApi.DevicePlugins;

namespace Coaster.Kubelet.Registering;

/// <summary>Tells kubelet of a resource and of the socket on which it is served.</summary>
internal static class Registrar
{
    private const string Version = "v1beta1";

    /// <summary>Kubelets from 1.25 on have dialled the socket when they answer; older ones do it later.</summary>
    /// <exception cref="Grpc.Core.RpcException">Kubelet is not there, or refuses.</exception>
    public static async Task RegisterAsync(KubeletFolder folder, string resource, CancellationToken cancellationToken)
    {
        using var channel = UnixChannel.ForPath(folder.KubeletSocket);
        var request = new RegisterRequest
        {
            Version = Version,
            Endpoint = KubeletFolder.SocketName(resource),
            ResourceName = resource,
            Options = DevicePluginService.Options,
        };
        await new Registration.RegistrationClient(channel).RegisterAsync(request, cancellationToken: cancellationToken);
    }
}
