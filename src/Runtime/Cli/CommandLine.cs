using System.CommandLine;
using Coaster.GpuModel;

namespace Coaster.Cli;

/// <summary>Reads the arguments, runs the command, and turns our own failures into one line and one exit code.</summary>
internal static class CommandLine
{
    // A container's command may hold words that begin with '@': none of them names a file of arguments for us.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false };

    internal static int Run(string[] args, RootCommand root)
    {
        try
        {
            var result = root.Parse(args, Parsing);
            return result.Errors.Count == 0 ? result.Invoke(Invocation) : throw Misread(result);
        }
        catch (CoasterException error)
        {
            Console.Error.WriteLine(error.Line);
            return CoasterException.ExitCode;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(CoasterException.Unexpected("the command failed", error).Line);
            return CoasterException.ExitCode;
        }
    }

    private static CoasterException Misread(ParseResult result)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? symbol = result.CommandResult; symbol is System.CommandLine.Parsing.CommandResult command; symbol = symbol.Parent)
            names.Insert(0, command.Command.Name);
        return new CoasterException(
            "cannot read the command line",
            string.Join("; ", result.Errors.Select(error => error.Message.TrimEnd('.'))),
            $"See {string.Join(' ', names)} --help");
    }
}
