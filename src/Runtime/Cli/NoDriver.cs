namespace Coaster.Cli;

/// <summary>What helps on a machine where no driver answers.</summary>
internal static class NoDriver
{
    internal const string Mend = "Install NVIDIA's driver, set COASTER_DRIVER_ROOT to where it is, or simulate one: eval \"$(coaster sim up)\"";
}
