using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>The engines that could be set up; of the others, why not.</summary>
internal sealed class EngineSet : IDisposable
{
    private readonly List<IEngine> _engines = [];
    private readonly Dictionary<string, string> _skipped = [];

    /// <summary>Why an engine's doors are not measured, by the engine's name.</summary>
    internal IReadOnlyDictionary<string, string> Skipped => _skipped;

    internal IEnumerable<string> Versions => _engines.Select(engine => engine.Version);

    internal IReadOnlyList<Door> Doors => [.. _engines.SelectMany(engine => engine.Doors)];

    internal bool HasDocker => _engines.OfType<DockerEngine>().Any();

    /// <summary>Sets the engines up, one after the other.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal void Add(IEnumerable<string> names, Site site, CancellationToken interrupted)
    {
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            interrupted.ThrowIfCancellationRequested();
            try
            {
                _engines.Add(EngineCatalog.Create(name, site));
            }
            catch (IOException error)
            {
                _skipped[name] = error.Message;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in Enumerable.Reverse(_engines))
            engine.Dispose();
    }
}
