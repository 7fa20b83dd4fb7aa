namespace Coaster.Placement.Mig;

/// <summary>What became of a wish for GPU instances: <see cref="MigPlanned"/> or <see cref="MigRefused"/>.</summary>
public abstract record MigPlan
{
    private protected MigPlan()
    {
    }
}
