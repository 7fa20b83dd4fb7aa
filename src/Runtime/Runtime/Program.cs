using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Runtime;
using Coaster.Runtime.Hooks;
using Coaster.Runtime.Lxc;

// One program under several names: what it is called decides what it does.
return Path.GetFileName(Environment.GetCommandLineArgs()[0]) switch
{
    RuntimeNames.Reaper => Reaper.Run(args),
    OwnHook.Name => HookProgram.Run(args),
    RuntimeNames.PrestartHook or RuntimeNames.OldPrestartHook => HookProgram.RunPrestart(args),
    RuntimeNames.CdiHook => HookProgram.RunCdiName(),
    RuntimeNames.LxcHook => LxcHook.Run(args),
    _ => OciRuntime.Run(args),
};
