using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>
/// What all hooks have in common. A hook runs with root's rights beside a container that somebody else made: it leaves the folder that it was
/// started in before anything else, and takes nothing but the state on its standard input and the settings of this machine.
/// </summary>
internal static class HookProgram
{
    private const int InputMilliseconds = 10_000;

    /// <summary>A hook of the runtime specification; the stage is its first argument.</summary>
    internal static int Run(string[] args) => Guard(() =>
    {
        var settings = HostSettings.Load();
        var ledger = new NodeLedger(settings);
        switch (args is [var stage] ? HookStageWords.Parse(stage) : null)
        {
            case HookStage.CreateRuntime:
                new CreateRuntimeHook(settings, ledger, Door).Run(ReadState());
                break;
            case HookStage.Poststop:
                PoststopHook.Run(ledger, ReadState());
                break;
            default:
                throw Misused($"it was given '{string.Join(' ', args)}'");
        }
    });

    /// <summary>The hook that dockerd runs for <c>--gpus</c>; what comes after <c>prestart</c> is for nobody.</summary>
    internal static int RunPrestart(string[] args) => Guard(() =>
    {
        var settings = HostSettings.Load();
        if (args is ["prestart", ..])
            new PrestartHook(settings, new NodeLedger(settings)).Run(ReadState());
        else if (args is not ["poststart" or "poststop", ..])
            throw Misused($"it was given '{string.Join(' ', args)}'");
    });

    /// <summary>The name that only has to be there. NVIDIA's program of that name has work to do, which nobody must think done.</summary>
    internal static int RunCdiName() => Guard(() => throw new CoasterException(
        $"{RuntimeNames.CdiHook} does nothing here",
        "Coaster has put the name in place so that docker takes --gpus as CDI devices, and its own CDI files do not call it",
        "A CDI file that does is NVIDIA's: install NVIDIA's toolkit for it, or replace it with: coaster cdi generate --replace-nvidia"));

    internal static int Guard(Action action)
    {
        Environment.CurrentDirectory = "/";
        try
        {
            action();
            return 0;
        }
        catch (CoasterException error)
        {
            Console.Error.WriteLine(error.Line);
            return CoasterException.ExitCode;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(CoasterException.Unexpected("the hook failed", error).Line);
            return CoasterException.ExitCode;
        }
    }

    /// <summary>Whoever starts a hook and leaves its input open would hold up the start of a container for ever.</summary>
    private static HookState ReadState() => HookState.Read(Console.OpenStandardInput(), () => StandardInput.Comes(InputMilliseconds));

    private static string Door => Environment.GetEnvironmentVariable(OwnHook.Door) ?? HookDoor.Book;

    private static CoasterException Misused(string why) => new("cannot run the hook", why, "It is started by container runtimes; see docs/api.md");
}
