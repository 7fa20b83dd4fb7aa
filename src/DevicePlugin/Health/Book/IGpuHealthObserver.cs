namespace Coaster.Health.Book;

/// <summary>
/// Who is told what happens to GPUs: one call at a time, in the order in which it happened. An observer that takes long delays only what it is told
/// itself; what it throws is lost.
/// </summary>
public interface IGpuHealthObserver
{
    /// <summary>A GPU's health, or the reason of it, is another than before. Told once for each change.</summary>
    void ConditionChanged(GpuCondition condition);

    /// <summary>A program on the GPU went wrong. Where these come faster than they are taken, some are left out.</summary>
    void ApplicationFaulted(ApplicationFault fault);
}
