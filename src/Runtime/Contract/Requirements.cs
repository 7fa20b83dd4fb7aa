using Coaster.Contract.Conditions;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Settings;

namespace Coaster.Contract;

/// <summary>
/// Holds what an image says of the machine it needs (<c>NVIDIA_REQUIRE_*</c>) against the machine. It must hold for every container that
/// gets the driver, however it asked for it.
/// </summary>
public static class Requirements
{
    private const string Jetpack = Variables.RequirePrefix + "JETPACK";
    private const string Disable = "NVIDIA_DISABLE_REQUIRE";

    /// <summary>The words that NVIDIA's runtime takes for true: Go's strconv.ParseBool.</summary>
    private static readonly string[] True = ["1", "t", "T", "TRUE", "true", "True"];

    /// <summary>Checks every requirement, on each of the GPUs.</summary>
    /// <param name="env">The container's variables as <c>NAME=value</c>.</param>
    /// <param name="policy">Whether requirements are checked at all.</param>
    /// <param name="node">The machine.</param>
    /// <param name="gpus">The GPUs that the container gets; with none, what is asked of a GPU is taken for met.</param>
    /// <exception cref="CoasterException">One is not met, or cannot be understood.</exception>
    public static void Check(IEnumerable<string> env, RequestPolicy policy, NodeInventory node, IReadOnlyList<Gpu> gpus)
    {
        var variables = new Variables(env);
        if (!policy.Requirements || True.Contains(variables[Disable], StringComparer.Ordinal))
            return;
        var facts = gpus.Count == 0 ? [new DriverFacts(node, null)] : gpus.Select(gpu => new DriverFacts(node, gpu)).ToList();
        foreach (var (name, expression) in In(variables))
            foreach (var one in facts)
                Check(name, expression, one);
    }

    private static IEnumerable<KeyValuePair<string, string>> In(Variables variables)
    {
        foreach (var variable in variables.WithPrefix(Variables.RequirePrefix))
            if (!variable.Key.StartsWith(Jetpack, StringComparison.Ordinal))
                yield return variable;
        if (variables.IsLegacyImage && variables[Variables.CudaVersion] is { } version)
            yield return new(
                Variables.CudaVersion, LegacyCudaVersion.Requirement(version) ?? throw Malformed(Variables.CudaVersion, version, "version"));
    }

    private static void Check(string name, string expression, DriverFacts facts)
    {
        switch (RequirementExpression.Evaluate(expression, facts))
        {
            case Verdict.Unmet unmet:
                throw new CoasterException(
                    "cannot start the container",
                    $"it needs {Shown.Of(unmet.Needed)} ({Shown.Of(name)}), and {facts.Tell(unmet.Condition.Property)}",
                    $"{Mend(unmet.Condition.Property)}, or set {Disable}=true");
            case Verdict.Malformed malformed:
                throw Malformed(name, malformed.Term, "condition");
        }
    }

    private static string Mend(string property) => property is "cuda" or "driver"
        ? "Update the driver, or use an image for an earlier CUDA"
        : "Ask for another GPU, or use an image for this one";

    private static CoasterException Malformed(string name, string text, string kind) => new(
        $"cannot read {Shown.Of(name)}",
        $"'{Shown.Of(text)}' is no {kind}",
        $"Correct it in the image, as in NVIDIA_REQUIRE_CUDA=cuda>=12.4, or set {Disable}=true");
}
