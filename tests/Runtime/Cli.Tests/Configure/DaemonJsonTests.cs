using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.Cli.Configure.Docker;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Cli.Tests.Configure;

public sealed class DaemonJsonTests
{
    private const string Sample = "{\n  \"runtimes\": {\"a\": {\"path\": \"b\"}, \"coaster\": {}},\n  \"default-runtime\": \"coaster\", \"x\": [1, {}]\n}\n";
    private const string Path = "/opt/é \"x\"/coaster-runtime";

    private static readonly Gen<string> Member = Gen.Elements(
        "\"debug\":true", "\"dns\" : [ \"8.8.8.8\",1e2 ]", "\"log-opts\": {\n\t\"a\": \"}\"}", "\"\\u0064\": null", "\"runtimes\":{\"r\":{\"path\":\"p\"}}", "\"runtimes\": {\n }");

    private static readonly Gen<string> Text =
        from count in Gen.Choose(0, 4)
        from text in Member.ListOf(count)
        from white in Gen.Elements("", " ", "\n  ", "\n\t", "\r\n    ")
        select $"{{{white}{string.Join("," + white, text.DistinctBy(member => member[..3]))}{white.TrimEnd(' ', '\t')}}}\n";

    [Fact]
    public void Add_AnyObject_AddsOursAndNothingElse() => Prop.ForAll(Text.ToArbitrary(), text =>
    {
        var after = JsonNode.Parse(DaemonJson.Add(Encoding.UTF8.GetBytes(text), Path, makeDefault: true))!.AsObject();
        Assert.Equal(Path, (string?)after["runtimes"]!["coaster"]!["path"]);
        Assert.Equal("coaster", (string?)after["default-runtime"]);
        after.Remove("default-runtime");
        after["runtimes"]!.AsObject().Remove("coaster");
        if (after["runtimes"]!.AsObject().Count == 0 && JsonNode.Parse(text)!["runtimes"] is null)
            after.Remove("runtimes");
        return JsonNode.DeepEquals(after, JsonNode.Parse(text));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Restored_Added_IsTheOriginalOrTheSavedOne() => Prop.ForAll(Text.ToArbitrary(), text =>
    {
        var before = Encoding.UTF8.GetBytes(text);
        var after = DaemonJson.Add(before, Path, makeDefault: true);
        return SavedOriginal.Restored(after, before)!.AsSpan().SequenceEqual(before);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Add_MutatedText_IsJsonOrTheDeclaredException() => Prop.ForAll(Mutations.Of(Sample).ToArbitrary(), text =>
    {
        try
        {
            using var after = JsonDocument.Parse(DaemonJson.Remove(DaemonJson.Add(text, Path, makeDefault: true)));
            return after.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonTextException error)
        {
            return error.Line >= 1;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Add_EntryWithArguments_LosesThem() =>
        Assert.DoesNotContain("args", Encoding.UTF8.GetString(DaemonJson.Add("{\"runtimes\":{\"coaster\":{\"path\":\"/x\",\"args\":[]}}}"u8.ToArray(), "/x", false)), StringComparison.Ordinal);
}
