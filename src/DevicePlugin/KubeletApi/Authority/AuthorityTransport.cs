using System.IO.Pipelines;

namespace Coaster.KubeletApi.Authority;

/// <summary>A connection whose first request is read in another way.</summary>
internal sealed class AuthorityTransport(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
