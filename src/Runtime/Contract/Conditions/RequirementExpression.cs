namespace Coaster.Contract.Conditions;

/// <summary>
/// The language of NVIDIA_REQUIRE_*: blanks separate ways of which one is enough, commas the conditions of a way. It is evaluated from the
/// left and no further than needed, as libnvidia-container does (src/cli/dsl.c): what stands behind the decision may be anything.
/// </summary>
internal static class RequirementExpression
{
    public static Verdict Evaluate(string expression, DriverFacts facts)
    {
        Verdict.Unmet? first = null;
        Verdict last = new Verdict.Met();
        foreach (var way in expression.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // A way without conditions decides nothing, but ends the search: the verdict of the way before it stands.
            if (EvaluateWay(way, facts) is { } verdict)
                last = verdict;
            else
                break;
            if (last is not Verdict.Unmet unmet)
                return last;
            first ??= unmet;
        }
        return last is Verdict.Unmet ? first! : last;
    }

    private static Verdict? EvaluateWay(string way, DriverFacts facts)
    {
        Verdict? verdict = null;
        foreach (var term in way.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var condition = Condition.Parse(term);
            if (condition?.Holds(facts) is not { } holds)
                return new Verdict.Malformed(term);
            if (!holds)
                return new Verdict.Unmet(way, condition);
            verdict = new Verdict.Met();
        }
        return verdict;
    }
}
