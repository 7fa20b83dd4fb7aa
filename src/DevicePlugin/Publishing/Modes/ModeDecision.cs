namespace Coaster.Publishing.Modes;

/// <summary>What to do with one GPU now.</summary>
internal enum ModeDecision
{
    Rest,
    Wait,
    Try,
    GiveUpForNow,
}
