using Coaster.Ledger;
using Coaster.Runtime;

// One program under two names: the OCI runtime, and the process that outlives it to clear up after its container.
var name = Path.GetFileName(Environment.GetCommandLineArgs()[0]);
return name == RuntimeNames.Reaper ? Reaper.Run(args) : OciRuntime.Run(args);
