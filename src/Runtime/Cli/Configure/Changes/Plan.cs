namespace Coaster.Cli.Configure.Changes;

/// <summary>All that is to be done, in an order in which it may be broken off after each step.</summary>
/// <param name="Changes">The steps.</param>
/// <param name="Notes">What was left as it is, and why, for people.</param>
/// <param name="Reload">How the engine is made to read it.</param>
/// <param name="Verify">Looks at the result as the engine would; its failure undoes all steps.</param>
internal sealed record Plan(IReadOnlyList<IChange> Changes, IReadOnlyList<string> Notes, string Reload, Action Verify);
