using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Creation;

namespace Coaster.Runtime.Hooks;

/// <summary>The container that a hook was called for.</summary>
internal sealed class HookedContainer
{
    private readonly HookState _state;
    private readonly BundleFile _file;

    /// <summary>Reads the container's bundle.</summary>
    /// <exception cref="CoasterException">It is not there, or cannot be used; or its process is not one of a container.</exception>
    internal HookedContainer(HookState state)
    {
        (_state, _file) = (state, new BundleFile(state.Bundle));
        Spec = _file.Read();
        Init = new ContainerInit(state.Pid, Root());
        Init.RequireOwnMounts();
    }

    /// <summary>Its config.json.</summary>
    internal BundleSpec Spec { get; }

    /// <summary>Its first process.</summary>
    internal ContainerInit Init { get; }

    /// <summary>The container as the ledger takes it: it lives as long as its first process, or anything else in its cgroup.</summary>
    internal NewContainer ToNew() => new ContainerFacts(_state.Id, _state.Bundle, Spec).ToNew(ProcessCgroup.Of(_state.Pid)) with { Starter = Init.Identity, IsMade = true };

    /// <summary>A config.json that is not shaped as it must be, as a failure with the file's name.</summary>
    internal CoasterException Broken(OciSpecException error) => _file.Broken(error);

    private string Root()
    {
        try
        {
            return Path.GetFullPath(_file.RootOf(Spec));
        }
        catch (OciSpecException error)
        {
            throw Broken(error);
        }
    }
}
