namespace Coaster.NvmlInterop.Library.Mig;

/// <summary>An instance that exists.</summary>
/// <param name="Id">Its id: of a GPU instance on its GPU, of a compute instance in its GPU instance.</param>
/// <param name="ProfileId">The <see cref="MigInstanceProfile.Id"/> that it was made with.</param>
/// <param name="Placement">Where it lies.</param>
public readonly record struct MigInstance(int Id, int ProfileId, MigPlacement Placement);
