using Coaster.Fuzz;
using Coaster.Fuzz.Targets;

if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine("usage: Coaster.Fuzz [--inputs N] [--seed N] [--target NAME] [--at N]");
    return 2;
}

using var scratch = new Scratch();
var targets = AllTargets.Make(scratch).Where(target => options.Target is null || target.Name == options.Target).ToList();
return new Campaign(options, targets).Run() ? 0 : 1;
