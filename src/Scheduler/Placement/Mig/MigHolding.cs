namespace Coaster.Placement.Mig;

/// <summary>A GPU instance that exists.</summary>
/// <param name="ProfileId">The <see cref="MigProfile.Id"/> that it was made by.</param>
/// <param name="Slot">Where it lies.</param>
public readonly record struct MigHolding(int ProfileId, MigSlot Slot);
