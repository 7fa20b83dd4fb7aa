using System.Text.Json.Serialization.Metadata;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Watching;

/// <summary>One connection of a watch, from its first message to its end.</summary>
internal sealed class WatchConnection<T>(HttpResponseMessage response, Stream stream, KubernetesOptions options, JsonTypeInfo<T> type) : IDisposable
    where T : class, IKubernetesObject
{
    private readonly WatchLineReader _lines = new(stream, options.MaxEventBytes);
    private readonly WatchEventReader<T> _reader = new(type);

    /// <summary>Why it ended; null when it did not, or ended as it should.</summary>
    public KubernetesException? Problem { get; private set; }

    /// <summary>The next message; null when the connection ended, was cut, or was silent for too long.</summary>
    /// <exception cref="KubernetesException">The watch cannot go on: list again.</exception>
    public async ValueTask<WatchStep<T>?> NextAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(options.WatchSilence, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await _lines.ReadAsync(either.Token) is { } line ? _reader.Read(line) : null;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            Problem = new KubernetesException($"a watch was silent for {options.WatchSilence.TotalSeconds} s", error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            Problem = new KubernetesException($"a watch was cut: {error.GetBaseException().Message}", error);
        }

        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        response.Dispose();
    }
}
