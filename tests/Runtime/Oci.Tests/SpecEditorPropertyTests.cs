using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Oci.Tests;

public sealed class SpecEditorPropertyTests
{
    private static readonly Gen<string> Word = Gen.Elements("a", "b", "c", "/a", "/a/", "/a/b", "/a/b/c", "/a/bc", "/dev/nvidia0", "/dev/nvidiactl", "é", "", "A=1", "B=2=3", "A");

    private static readonly Gen<JsonNode?> Value = Gen.OneOf(
        Word.Select(word => (JsonNode?)word),
        Gen.Choose(-5, 5).Select(number => (JsonNode?)number),
        Gen.Elements(true, false).Select(truth => (JsonNode?)truth),
        Gen.Constant<JsonNode?>(null),
        Word.ListOf().Select(words => (JsonNode?)new JsonArray([.. words.Select(word => (JsonNode?)word)])));

    private static readonly Gen<string> Spec =
        from devices in Item("path").ListOf()
        from rules in Item("access").ListOf()
        from mounts in Item("destination").ListOf()
        from env in Word.ListOf()
        from other in Value
        select new JsonObject
        {
            ["other"] = other,
            ["process"] = new JsonObject { ["env"] = List(env.Select(word => (JsonNode?)word)), ["args"] = other?.DeepClone() },
            ["mounts"] = List(mounts),
            ["linux"] = new JsonObject
            {
                ["devices"] = List(devices),
                ["resources"] = new JsonObject { ["devices"] = List(rules), ["memory"] = other?.DeepClone() },
                ["namespaces"] = other?.DeepClone(),
            },
        }.ToJsonString();

    private static readonly Gen<ContainerEdits> Edits =
        from paths in Word.ListOf()
        from destinations in Word.ListOf()
        from env in Word.ListOf()
        select new ContainerEdits(
            [.. paths.Distinct().Select(path => new DeviceNode(path, 195, path.Length))],
            [.. destinations.Distinct().Select(path => new OciMount("/s", path, ["ro"]))],
            [.. env.DistinctBy(variable => variable.Split('=')[0])]);

    private static readonly Arbitrary<(string Spec, ContainerEdits Edits)> Case =
        (from spec in Spec from edits in Edits select (spec, edits)).ToArbitrary();

    private static readonly Arbitrary<(string Spec, ContainerEdits First, ContainerEdits Second)> Pair =
        (from spec in Spec from first in Edits from second in Edits select (spec, first, second)).ToArbitrary();

    [Fact]
    public void Apply_AnySpec_ChangesOnlyTheFourLists() =>
        Prop.ForAll(Case, one => Without(one.Spec) == Without(Applied(one.Spec, one.Edits))).QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_Twice_IsAsOnceButForTheRules() =>
        Prop.ForAll(Case, one => WithoutRules(Applied(Applied(one.Spec, one.Edits), one.Edits)) == WithoutRules(Applied(one.Spec, one.Edits)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_AnySpec_KeepsWhatIsNotReplacedInItsOrder() =>
        Prop.ForAll(Case, one => KeepsOrder(one.Spec, Applied(one.Spec, one.Edits))).QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_AnySpec_HidesNoMountByOneOfTheEdits() =>
        Prop.ForAll(Case, one => !HidesOne(Applied(one.Spec, one.Edits))).QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_None_ChangesNothing() =>
        Prop.ForAll(Spec.ToArbitrary(), spec => Applied(spec, ContainerEdits.None) == Applied(spec, new([], [], []))
            && Plain.Text(Encoding.UTF8.GetBytes(Applied(spec, ContainerEdits.None))) == Plain.Text(Encoding.UTF8.GetBytes(spec)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Then_TwoEdits_IsOneAfterTheOther() =>
        Prop.ForAll(Pair, one => MountsSorted(Applied(one.Spec, one.First.Then(one.Second)))
            == MountsSorted(Applied(Applied(one.Spec, one.First), one.Second))).QuickCheckThrowOnFailure();

    private static Gen<JsonNode?> Item(string name) =>
        from key in Word
        from more in Value
        select (JsonNode?)new JsonObject { [name] = key, ["more"] = more };

    private static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    private static string Applied(string text, ContainerEdits edits)
    {
        var spec = BundleSpec.Parse(Encoding.UTF8.GetBytes(text));
        SpecEditor.Apply(spec.Root, edits);
        return Encoding.UTF8.GetString(spec.ToUtf8().Span);
    }

    private static string Without(string text)
    {
        var root = JsonNode.Parse(text)!;
        root["mounts"] = root["process"]!["env"] = root["linux"]!["devices"] = null;
        root["linux"]!["resources"]!["devices"] = null;
        return root.ToJsonString();
    }

    private static string WithoutRules(string text)
    {
        var root = JsonNode.Parse(text)!;
        root["linux"]!["resources"]!["devices"] = null;
        return root.ToJsonString();
    }

    /// <summary>Which mount goes where beside those that it cannot hide makes no difference.</summary>
    private static string MountsSorted(string text)
    {
        var root = JsonNode.Parse(WithoutRules(text))!;
        root["mounts"] = new JsonArray([.. root["mounts"]!.AsArray().OrderBy(mount => mount!.ToJsonString(), StringComparer.Ordinal).Select(mount => mount!.DeepClone())]);
        return root.ToJsonString();
    }

    private static bool KeepsOrder(string before, string after) =>
        Lists(before).Zip(Lists(after)).All(pair => IsSubsequence(pair.Second.Where(pair.First.Contains), pair.First));

    private static bool HidesOne(string text)
    {
        var mounts = JsonNode.Parse(text)!["mounts"]!.AsArray().Select(mount => (Path: (string)mount!["destination"]!, IsOurs: (string?)mount["source"] == "/s")).ToList();
        return mounts.Index().Any(mount => mount.Item.IsOurs
            && mounts.Take(mount.Index).Any(other => other.Path.StartsWith(mount.Item.Path.TrimEnd('/') + "/", StringComparison.Ordinal) && other.Path != mount.Item.Path));
    }

    private static IEnumerable<List<string>> Lists(string text)
    {
        var root = JsonNode.Parse(text)!;
        JsonNode?[] lists = [root["mounts"], root["linux"]!["devices"], root["linux"]!["resources"]!["devices"]];
        return lists.Select(list => list!.AsArray().Select(item => item!.ToJsonString()).ToList());
    }

    private static bool IsSubsequence(IEnumerable<string> part, List<string> whole)
    {
        var at = 0;
        foreach (var item in part)
        {
            at = whole.IndexOf(item, at) + 1;
            if (at == 0)
                return false;
        }

        return true;
    }
}
