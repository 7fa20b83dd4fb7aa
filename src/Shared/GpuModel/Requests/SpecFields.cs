namespace Coaster.GpuModel.Requests;

/// <summary>The elements of a SPEC sorted by key, before anything is known about their values.</summary>
internal sealed class SpecFields
{
    private const string Known = "count, device, model, mem, core, block, tier, priority";
    private static readonly char[] Ignored = [' ', '\t', '"', '\''];

    private readonly Dictionary<string, List<string>> _values = [];
    private readonly string _source;

    private SpecFields(string source) => _source = source;

    /// <summary>The fields of the text.</summary>
    /// <exception cref="CoasterException">An element is empty, unknown, there twice, or continues no list.</exception>
    public static SpecFields Read(string spec, string source)
    {
        var fields = new SpecFields(source);
        string? key = null;
        foreach (var element in spec.Split(','))
            key = fields.Add(element.Trim(Ignored), key);
        return fields;
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string? Single(string key) => _values.TryGetValue(key, out var values) ? values[0] : null;

    public IReadOnlyList<string> List(string key) => _values.TryGetValue(key, out var values) ? values : [];

    private string Add(string element, string? before)
    {
        if (element.Length == 0)
            throw Wrong("there is an empty element in it", "Write it as in all, 2, device=0,1 or mem=4Gi,core=30");
        var equals = element.IndexOf('=');
        if (equals >= 0)
            return Start(element[..equals].TrimEnd(), element[(equals + 1)..].Trim(Ignored));
        if (before is null)
            return Start("count", element);
        return Continue(element, before);
    }

    private string Start(string key, string value)
    {
        RefuseKey(key);
        if (value.Length == 0)
            throw Wrong($"{key}= has no value", "Give it one or leave it out");
        if (!_values.TryAdd(key, [value]))
            throw Wrong($"{key} is there twice", key is "device" or "model" ? $"Write all of them behind one {key}=" : "Keep one of the two");
        return key;
    }

    private string Continue(string value, string key)
    {
        if (key is not ("device" or "model"))
            throw Wrong($"'{SpecText.Quote(value)}' continues {key}=, which is no list", "Only device= and model= take several values");
        _values[key].Add(value);
        return key;
    }

    private void RefuseKey(string key)
    {
        if (key is "capabilities" or "driver" or "options")
            throw Wrong($"{key}= is docker's, and Coaster always gives what a GPU needs", $"Leave {key}= out");
        if (key is not ("count" or "device" or "model" or "mem" or "core" or "block" or "tier" or "priority"))
            throw Wrong($"'{SpecText.Quote(key)}' is no key", $"The keys are {Known}");
    }

    private CoasterException Wrong(string why, string mend) => new($"cannot read {_source}", why, mend);
}
