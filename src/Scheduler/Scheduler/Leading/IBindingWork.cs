namespace Coaster.Scheduler.Leading;

/// <summary>What a change of hands has to wait for.</summary>
internal interface IBindingWork
{
    /// <summary>Whether no binding is on its way, and none is unknown.</summary>
    bool IsQuiet { get; }

    /// <summary>Reads all pods anew.</summary>
    Task ReadAnewAsync(CancellationToken cancellationToken);
}
