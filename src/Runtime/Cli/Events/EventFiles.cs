using Coaster.GpuModel;

namespace Coaster.Cli.Events;

/// <summary>
/// The agent's file of events, and the one before it. When the file is full the agent renames it and begins a new one: the renamed one is
/// read to its end first.
/// </summary>
/// <param name="path">The newer file.</param>
internal sealed class EventFiles(string path) : IDisposable
{
    private const string OlderSuffix = ".1";
    private LineFile? _newest;

    /// <summary>How many lines held no event.</summary>
    internal int Broken { get; private set; }

    /// <summary>All events that are there, oldest first.</summary>
    /// <exception cref="CoasterException">They may not be read.</exception>
    internal IEnumerable<WrittenEvent> ReadAll()
    {
        using (var older = Open(path + OlderSuffix))
            foreach (var happened in Events(older, toTheEnd: true))
                yield return happened;
        _newest = Open(path);
        foreach (var happened in Events(_newest, toTheEnd: false))
            yield return happened;
    }

    /// <summary>Those that came since the last call.</summary>
    internal IEnumerable<WrittenEvent> ReadNew()
    {
        var isReplaced = _newest is null || !File.Exists(path) || new FileInfo(path).Length < _newest.Position;
        foreach (var happened in Events(_newest, toTheEnd: isReplaced))
            yield return happened;
        if (!isReplaced)
            yield break;
        _newest?.Dispose();
        _newest = Open(path);
        foreach (var happened in Events(_newest, toTheEnd: false))
            yield return happened;
    }

    /// <summary>What stands at the end without a line feed: an agent that died wrote it, or one that lives is about to finish it.</summary>
    internal WrittenEvent? ReadUnfinished() => Of(_newest?.ReadRest() ?? []);

    public void Dispose() => _newest?.Dispose();

    private IEnumerable<WrittenEvent> Events(LineFile? file, bool toTheEnd)
    {
        foreach (var line in file?.Read() ?? [])
            if (Of(line, isWhole: true) is { } happened)
                yield return happened;
        if (toTheEnd && Of(file?.ReadRest() ?? []) is { } last)
            yield return last;
    }

    private WrittenEvent? Of(byte[] line, bool isWhole = false)
    {
        var happened = WrittenEvent.Parse(line);
        if (happened is null && (isWhole || line.Length > 0))
            Broken++;
        return happened;
    }

    private static LineFile? Open(string path)
    {
        try
        {
            return new LineFile(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException("cannot tell what happened", error.Message.TrimEnd('.'), "Run it as root, or with sudo", error);
        }
    }
}
