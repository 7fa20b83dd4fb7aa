using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Toml.Tests;

public sealed class TomlRoundTripTests
{
    private const string Sample =
        "a = 1\nb.c = [1, 'x', {y = 2}] # z\n[d.\"e f\"]\ng = \"\"\"\nh\\\n i\"\"\"\nj = 1979-05-27 07:32:00Z\n[[k]]\nl = 0x1F\n[[k]]\nm = -1.5e3\n";

    private static readonly Gen<string> Text =
        Gen.Elements("", "a", "runc", "b-c_1", "x.y", "é \"q\" \\ 'l'", "日本", "\u0001\n\t\r\u007f", "\U0001f680", "#", "'''\"\"\"");

    private static readonly Gen<TomlValue> Plain = Gen.OneOf(
        Text.Select(TomlValue (text) => new TomlString(text)),
        ArbMap.Default.GeneratorFor<long>().Select(TomlValue (number) => new TomlInteger(number)),
        ArbMap.Default.GeneratorFor<double>().Select(TomlValue (number) => new TomlFloat(number)),
        ArbMap.Default.GeneratorFor<bool>().Select(TomlValue (truth) => new TomlBoolean(truth)),
        Gen.Elements<TomlValue>(new TomlDateTime("2024-02-29"), new TomlDateTime("00:00:00.125"), new TomlDateTime("1979-05-27T07:32:00+01:00")));

    private static Gen<TomlTable> Table(int depth) =>
        from keys in Text.ListOf().Resize(4)
        from values in Value(depth).ListOf(keys.Count)
        select Zip(keys, values);

    private static Gen<TomlValue> Value(int depth) => depth == 0
        ? Plain
        : Gen.OneOf(
            Plain,
            Table(depth - 1).Select(TomlValue (table) => table),
            Value(depth - 1).ListOf().Resize(3).Select(TomlValue (items) => new TomlArray(items)),
            Table(depth - 1).ListOf().Resize(3).Select(TomlValue (items) => new TomlArray(items)));

    [Fact]
    public void Parse_Written_GivesItBack() =>
        Prop.ForAll(Table(3).ToArbitrary(), table => TomlDocument.Parse(TomlWriter.Write(table)).Root.Equals(table))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Parse_MutatedText_IsADocumentOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(Sample).ToArbitrary(), IsDocumentOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Parse_RandomBytes_IsADocumentOrTheDeclaredException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsDocumentOrRefused).QuickCheckThrowOnFailure();

    private static TomlTable Zip(IEnumerable<string> keys, IEnumerable<TomlValue> values)
    {
        var table = new TomlTable();
        foreach (var (key, value) in keys.Zip(values))
            table[key] = value;
        return table;
    }

    private static bool IsDocumentOrRefused(byte[] bytes)
    {
        try
        {
            var root = TomlDocument.Parse(bytes).Root;
            return TomlDocument.Parse(TomlWriter.Write(root)).Root.Equals(root);
        }
        catch (TomlException error)
        {
            return error.Line >= 1 && error.Problem.Length > 0;
        }
    }
}
