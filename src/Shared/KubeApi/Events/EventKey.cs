namespace Coaster.KubeApi.Events;

/// <summary>What makes two events the same one.</summary>
internal readonly record struct EventKey(string Uid, string Kind, string Namespace, string Name, string Type, string Reason, string Message);
