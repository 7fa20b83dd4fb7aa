namespace Coaster.KubeApi;

/// <summary>One message of a watch.</summary>
/// <typeparam name="T">The kind of the objects.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Object">What it happened to; null for <see cref="WatchEventType.Error"/>.</param>
/// <param name="Problem">What is wrong; null for all others.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T? Object, KubernetesException? Problem = null)
    where T : class;
