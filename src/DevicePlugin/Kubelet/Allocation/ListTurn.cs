namespace Coaster.Kubelet.Allocation;

/// <summary>When kubelet was asked what it has handed out.</summary>
/// <param name="Order">The place among all times that it was asked.</param>
/// <param name="Answers">How many allocations its word has for certain.</param>
internal readonly record struct ListTurn(long Order, long Answers);
