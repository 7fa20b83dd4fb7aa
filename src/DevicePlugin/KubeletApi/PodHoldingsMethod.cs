using Coaster.KubeletApi.PodResources;
using Google.Protobuf;
using Grpc.Core;

namespace Coaster.KubeletApi;

/// <summary>Kubelet's List, whose answer is read without the ids in it: what is not declared is skipped, not kept.</summary>
internal static class PodHoldingsMethod
{
    private static readonly MessageParser<ListPodHoldingsResponse> Parser = ListPodHoldingsResponse.Parser.WithDiscardUnknownFields(true);

    /// <summary>The method, as a <see cref="CallInvoker"/> calls it.</summary>
    public static Method<ListPodResourcesRequest, ListPodHoldingsResponse> List { get; } = new(
        MethodType.Unary,
        PodResourcesLister.Descriptor.FullName,
        "List",
        Marshallers.Create<ListPodResourcesRequest>(
            (request, context) => context.Complete(request.ToByteArray()), context => ListPodResourcesRequest.Parser.ParseFrom(context.PayloadAsReadOnlySequence())),
        Marshallers.Create<ListPodHoldingsResponse>(
            (response, context) => context.Complete(response.ToByteArray()), context => Parser.ParseFrom(context.PayloadAsReadOnlySequence())));
}
