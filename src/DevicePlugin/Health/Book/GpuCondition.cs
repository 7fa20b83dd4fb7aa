using Coaster.GpuModel.Inventory;

namespace Coaster.Health.Book;

/// <summary>How a GPU is.</summary>
/// <param name="Uuid">The GPU, with the letter case of whoever named it first.</param>
/// <param name="Health">Whether it may be booked.</param>
/// <param name="Reason">Why it is not healthy, in words for a person without a full stop, such as <c>XID 79: the GPU has fallen off the bus</c>; empty when it is.</param>
/// <param name="Since">Since when it has this health.</param>
/// <param name="Xid">The XID that it has this health by, if one.</param>
public sealed record GpuCondition(string Uuid, GpuHealth Health, string Reason, DateTimeOffset Since, int? Xid);
