using Coaster.Publishing.Modes;

namespace Coaster.Publishing.Tests.Modes;

/// <summary>Keeps layouts in memory; refuses when it is told to.</summary>
internal sealed class FakeLayouts : IMigLayouts
{
    public Dictionary<string, IReadOnlyList<string>> Cut { get; } = [];

    public List<string> Calls { get; } = [];

    public string? Problem { get; set; }

    public LayoutResult Apply(string gpuUuid, IReadOnlyList<string> profiles)
    {
        Calls.Add($"{gpuUuid}: {string.Join(' ', profiles)}");
        if (Problem is not null)
            return new LayoutResult(Problem);
        Cut[gpuUuid] = profiles;
        return LayoutResult.Done;
    }
}
