using System.Text;
using Coaster.Testing;
using FsCheck.Fluent;
using FsCheck;

namespace Coaster.Oci.Tests;

/// <summary>A config.json that is not what it should be ends in the declared exception, and in no other.</summary>
public sealed class BrokenSpecTests
{
    private static readonly ContainerEdits Edits = new(
        [new DeviceNode("/dev/nvidia0", 195, 0) { OwnedByUser = true }],
        [new OciMount("/lib/a", "/lib/b", ["ro"])],
        ["NVIDIA_VISIBLE_DEVICES=void"])
    {
        Hooks = [new OciHook(HookStage.CreateRuntime, "/h", ["h"], ["A=b"])],
        AdditionalGids = [7],
        NetDevices = [new NetDevice("eth1", "fast0")],
        IntelRdt = new IntelRdt("gold", "", "", null, false),
    };

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("nonsense", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("{} // no", "not valid JSON")]
    [InlineData("{\"a\":1,}", "not valid JSON")]
    [InlineData("null", "not a JSON object")]
    [InlineData("[]", "is not")]
    [InlineData("7", "is not")]
    [InlineData("\"text\"", "is not")]
    public void Parse_NoObject_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<OciSpecException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"linux":[]}""", "$.linux is not an object")]
    [InlineData("""{"linux":7}""", "$.linux is not an object")]
    [InlineData("""{"linux":{"devices":{}}}""", "$.linux.devices is not a list")]
    [InlineData("""{"linux":{"resources":[]}}""", "$.linux.resources is not an object")]
    [InlineData("""{"linux":{"resources":{"devices":"x"}}}""", "$.linux.resources.devices is not a list")]
    [InlineData("""{"linux":{"devices":[{"path":7}]}}""", "path holds something that is not a string")]
    [InlineData("""{"linux":{"devices":[{"path":[]}]}}""", "$.linux.devices[0].path is not a string")]
    [InlineData("""{"mounts":{}}""", "$.mounts is not a list")]
    [InlineData("""{"mounts":[{"destination":{}}]}""", "$.mounts[0].destination is not a string")]
    [InlineData("""{"process":"x"}""", "$.process is not an object")]
    [InlineData("""{"process":{"env":"x"}}""", "$.process.env is not a list")]
    [InlineData("""{"process":{"env":["A=b",7]}}""", "$.process.env holds something that is not a string")]
    [InlineData("""{"process":{"env":[null]}}""", "$.process.env holds something that is not a string")]
    [InlineData("""{"process":{"env":[["A=b"]]}}""", "$.process.env holds something that is not a string")]
    [InlineData("""{"process":{"user":[]}}""", "$.process.user is not an object")]
    [InlineData("""{"process":{"user":{"uid":"0"}}}""", "uid holds something that is not a whole number")]
    [InlineData("""{"process":{"user":{"uid":1.5}}}""", "uid holds something that is not a whole number")]
    [InlineData("""{"process":{"user":{"additionalGids":{}}}}""", "$.process.user.additionalGids is not a list")]
    [InlineData("""{"process":{"user":{"additionalGids":["7"]}}}""", "holds something that is not a whole number")]
    [InlineData("""{"process":{"user":{"additionalGids":[null]}}}""", "holds something that is not a whole number")]
    [InlineData("""{"hooks":[]}""", "$.hooks is not an object")]
    [InlineData("""{"hooks":{"createRuntime":{}}}""", "$.hooks.createRuntime is not a list")]
    [InlineData("""{"linux":{"netDevices":[]}}""", "$.linux.netDevices is not an object")]
    [InlineData("""{"linux":{"netDevices":{"a":{},"a":{}}}}""", "$.linux.netDevices has the same member twice")]
    [InlineData("""{"linux":{},"linux":{}}""", "$ has the same member twice")]
    [InlineData("""{"linux":{"devices":[],"devices":[]}}""", "$.linux has the same member twice")]
    [InlineData("""{"linux":{"devices":[{"path":"a","path":"b"}]}}""", "$.linux.devices[0] has the same member twice")]
    [InlineData("""{"process":{"env":["\ud800"]}}""", "$.process.env")]
    [InlineData("""{"linux":{"devices":[{"path":"\udc00"}]}}""", "path")]
    [InlineData("""{"mounts":[{"destination":"\ud800x"}]}""", "destination")]
    [InlineData("""{"\ud800":1}""", "$")]
    [InlineData("""{"linux":{"\ud800":1}}""", "$.linux")]
    public void Apply_WrongShape_IsRefusedWithItsPlace(string text, string message) =>
        Assert.Contains(message, Assert.Throws<OciSpecException>(() => ApplyAndWrite(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{}""", "root.path is missing")]
    [InlineData("""{"root":{}}""", "root.path is missing")]
    [InlineData("""{"root":{"path":null}}""", "root.path is missing")]
    [InlineData("""{"root":{"path":"/a\u0000"}}""", "has a NUL")]
    [InlineData("""{"root":{"path":7}}""", "path holds something that is not a string")]
    [InlineData("""{"root":[]}""", "$.root is not an object")]
    [InlineData("""{"root":{"path":"\ud800"}}""", "path")]
    public void RootPath_WrongShape_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<OciSpecException>(() => Parse(text).RootPath).Message, StringComparison.Ordinal);

    [Fact]
    public void Accessors_Absent_AreEmpty()
    {
        var spec = Parse("""{"process":null,"linux":{"cgroupsPath":null}}""");
        Assert.Empty(spec.Env);
        Assert.Null(spec.CgroupsPath);
    }

    [Fact]
    public void Parse_InvalidUtf8_IsRefusedOrComesOutAgain()
    {
        foreach (var text in (string[])["{\"a\":\"?\"}", "{\"?\":1}", "{\"process\":{\"env\":[\"?\"]}}", "{\"linux\":{\"?\":1}}"])
            Assert.True(IsRefusedOrWritten([.. Encoding.ASCII.GetBytes(text).Select(letter => letter == '?' ? (byte)0xFF : letter)]));
    }

    [Fact]
    public void Parse_UntouchedLoneSurrogate_IsRefusedOrComesOutAgain() =>
        Assert.True(IsRefusedOrWritten("""{"annotations":{"a":"\ud800"},"process":{"args":["\udc00"]}}"""u8.ToArray()));

    [Fact]
    public void Parse_TooLarge_IsRefused()
    {
        var text = new byte[BundleSpec.MaxBytes + 1];
        text.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(text);
        Assert.Contains("bytes", Assert.Throws<OciSpecException>(() => BundleSpec.Parse(text)).Message, StringComparison.Ordinal);
        Assert.NotNull(BundleSpec.Parse(text.AsMemory(0, BundleSpec.MaxBytes)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(100_000)]
    public void Parse_AnyDepth_IsRefusedOrComesOutAgain(int depth) =>
        Assert.True(IsRefusedOrWritten(Encoding.ASCII.GetBytes($"{{\"a\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}")));

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Parse_Depth_IsBoundedAt128(int depth, bool accepted) =>
        Assert.Equal(accepted, IsAccepted(Encoding.ASCII.GetBytes($"{{\"a\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}")));

    [Fact]
    public void Apply_MutatedSpec_IsRefusedOrWritten() =>
        Prop.ForAll(Mutations.Of(Sample("docker-20.10")).ToArbitrary(), IsRefusedOrWritten).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Apply_MutatedSmallSpec_IsRefusedOrWritten() =>
        Prop.ForAll(Mutations.Of(Sample("device-there-already")[^900..].Insert(0, "{")).ToArbitrary(), IsRefusedOrWritten)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Apply_MutatedUnicode_IsRefusedOrWritten() =>
        Prop.ForAll(Mutations.Of("""{"linux":{"devices":[{"path":"\ud83d\ude80"}]},"process":{"env":["\u00e9=1","A"]},"mounts":[{"destination":"/x"}]}""").ToArbitrary(), IsRefusedOrWritten)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Parse_RandomBytes_IsRefusedOrWritten() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsRefusedOrWritten).QuickCheckThrowOnFailure();

    private static BundleSpec Parse(string text) => BundleSpec.Parse(Encoding.UTF8.GetBytes(text));

    private static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", name, "config.json"));

    private static byte[] ApplyAndWrite(byte[] json)
    {
        var spec = BundleSpec.Parse(json);
        _ = (spec.Env.ToList(), spec.CgroupsPath);
        SpecEditor.Apply(spec.Root, Edits);
        return spec.ToUtf8().ToArray();
    }

    private static bool IsAccepted(byte[] json)
    {
        try
        {
            return ApplyAndWrite(json).Length > 0;
        }
        catch (OciSpecException)
        {
            return false;
        }
    }

    /// <summary>What is written must be read again, by us and so by the runtime.</summary>
    private static bool IsRefusedOrWritten(byte[] json)
    {
        try
        {
            return ApplyAndWrite(ApplyAndWrite(json)).Length > 0;
        }
        catch (OciSpecException error)
        {
            return error.Message.Length > 0;
        }
    }
}
