using Coaster.Enforcement.Acting;
using Coaster.Enforcement.Processes;

namespace Coaster.Enforcement.Tests.Loop;

/// <summary>Keeps what was done to whom.</summary>
internal sealed class FakeActions : ICgroupActions
{
    public List<string> Done { get; } = [];

    public bool Works { get; set; } = true;

    public bool Freeze(ContainerPlace place) => Do("freeze " + place.Id);

    public bool Kill(ContainerPlace place) => Do("kill " + place.Id);

    private bool Do(string what)
    {
        Done.Add(what);
        return Works;
    }
}
