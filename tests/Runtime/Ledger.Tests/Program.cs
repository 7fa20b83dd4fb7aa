using Coaster.Ledger.Tests;

// Books one container on its own and holds it until its input ends: STATE-FOLDER NAME MiB.
var outcome = Ledgers.TryBook(Ledgers.In(args[0]), args[1], long.Parse(args[2])) is null ? "refused" : "booked";
Console.WriteLine(outcome);
Console.In.ReadToEnd();
