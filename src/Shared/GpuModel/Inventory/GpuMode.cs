namespace Coaster.GpuModel.Inventory;

/// <summary>What a GPU of a cluster is offered as; the operator's word.</summary>
public enum GpuMode
{
    /// <summary>As shares and whole, whichever is asked for first; by its MIG devices while its MIG mode is on.</summary>
    Auto,

    /// <summary>As shares only.</summary>
    Shared,

    /// <summary>Whole only.</summary>
    Whole,

    /// <summary>Not at all: it belongs to the node's own ledger.</summary>
    Local,

    /// <summary>By its MIG devices only.</summary>
    Mig,
}
