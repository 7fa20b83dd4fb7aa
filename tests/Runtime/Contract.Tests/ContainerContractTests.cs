using System.Text.Json;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Oci;
using Coaster.Settings;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Contract.Tests;

/// <summary>What no golden folder can say: texts of every kind, and documents that are wrong.</summary>
public sealed class ContainerContractTests
{
    private static readonly RequestPolicy Everything =
        RequestPolicy.Default with { Environment = EnvironmentRequests.All, VolumeMounts = true, SwarmResources = ["DOCKER_RESOURCE_GPU"] };

    private static readonly string[] Names =
    [
        "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES", "NVIDIA_IMEX_CHANNELS", "NVIDIA_MIG_CONFIG_DEVICES", "NVIDIA_REQUIRE_CUDA",
        "COASTER_GPU_MEM", "COASTER_GPU_CORE", "COASTER_GPU_BLOCK", "CUDA_VERSION", "DOCKER_RESOURCE_GPU", "NVIDIA_GDS", "NVIDIA_DISABLE_REQUIRE", "",
    ];

    private static readonly string[] Pieces =
        ["all", "none", "void", "0", "7:0", "GPU-1", "MIG-1", ",", " ", "=", "/", "nvidia.com/gpu=0", "4Gi", "30!", "!", "-1", "enabled", "cuda>=", "\0", "é", "\ud83d\ude00"];

    [Fact]
    public void Read_AnyEnv_GivesAnAskOrTheDeclaredException() =>
        Prop.ForAll(Env().ToArbitrary(), env => IsAskOrRefused(Config(env, [])))
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Read_AnyMounts_GivesAnAskOrTheDeclaredException() =>
        Prop.ForAll(Text().ArrayOf().ToArbitrary(), places => IsAskOrRefused(Config([], places)))
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Read_MutatedDocument_GivesAnAskOrTheDeclaredException() =>
        Prop.ForAll(Mutations.Of(System.Text.Encoding.UTF8.GetString(Config(["NVIDIA_VISIBLE_DEVICES=0", "COASTER_GPU_MEM=4Gi"], ["0"]))).ToArbitrary(), IsAskOrRefused)
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Check_AnyEnv_PassesOrGivesTheDeclaredException() =>
        Prop.ForAll(Env().ToArbitrary(), env => PassesOrRefuses(env.Select(variable => variable.Replace("COASTER_GPU_MEM", "NVIDIA_REQUIRE_X", StringComparison.Ordinal))))
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("""{"annotations": []}""")]
    [InlineData("""{"annotations": {"a": 1}}""")]
    [InlineData("""{"annotations": {"a": "x", "a": "y"}}""")]
    [InlineData("""{"annotations": {"a": "\ud800"}}""")]
    [InlineData("""{"mounts": {}}""")]
    [InlineData("""{"mounts": [{"source": 1}]}""")]
    [InlineData("""{"mounts": [{"source": "/dev/null", "destination": []}]}""")]
    [InlineData("""{"process": {"capabilities": {"bounding": "CAP_SYS_ADMIN"}}}""")]
    [InlineData("""{"process": {"capabilities": {"bounding": [1]}}}""")]
    [InlineData("""{"process": {"capabilities": ["CAP_SYS_ADMIN"]}}""")]
    [InlineData("""{"process": {"env": [7]}}""")]
    public void Read_DocumentOfAnotherShape_IsRefused(string json) =>
        Assert.Throws<OciSpecException>(() => Read(System.Text.Encoding.UTF8.GetBytes(json), Everything));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"process": null, "annotations": null, "mounts": null}""")]
    [InlineData("""{"process": {"env": null, "capabilities": null}, "mounts": [null, 1, {}]}""")]
    [InlineData("""{"process": {"env": ["NVIDIA_VISIBLE_DEVICES", "=all", ""]}}""")]
    public void Read_NothingInIt_AsksForNothing(string json) =>
        Assert.IsType<Ask.Nothing>(Read(System.Text.Encoding.UTF8.GetBytes(json), Everything));

    [Fact]
    public void Read_ThousandsOfDevices_IsRefused() => Assert.Contains(
        "more than 1024 devices",
        Assert.Throws<CoasterException>(() => Read(Config(["NVIDIA_VISIBLE_DEVICES=" + string.Join(',', Enumerable.Range(0, 2000))], []), Everything)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_OneDeviceAMillionTimes_IsOneDevice()
    {
        var ask = Assert.IsType<Ask.Devices>(Read(Config(["NVIDIA_VISIBLE_DEVICES=" + string.Concat(Enumerable.Repeat("0,", 1_000_000))], []), Everything));
        Assert.Equal(new OpenRequest(new GpuFilter([], [new DeviceName("0")]), null), ask.Request);
    }

    private static Ask Read(byte[] json, RequestPolicy policy) => ContainerContract.Read(BundleSpec.Parse(json), policy, AskedBy.Anyone);

    private static byte[] Config(IEnumerable<string> env, IEnumerable<string> places) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        process = new { env, capabilities = new { bounding = new[] { "CAP_SYS_ADMIN" } } },
        annotations = new Dictionary<string, string> { ["cdi.k8s.iox"] = "x" },
        mounts = places.Select(place => new { source = "/dev/null", destination = "/var/run/nvidia-container-devices/" + place }),
    });

    private static Gen<string> Text() => Gen.OneOf(
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
        Gen.Elements("cdi/", "imex/", "cdi/a/b/", "cdi/a/b=").SelectMany(prefix => Gen.Elements(Pieces), string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static Gen<string[]> Env() => Gen.Elements(Names).SelectMany(_ => Text(), (name, text) => $"{name}={text}").ArrayOf();

    private static bool IsAskOrRefused(byte[] json) => GivesOnlyDeclared(() => Read(json, Everything) is { } ask && ask.Notices.All(notice => !notice.Any(char.IsControl)));

    private static bool PassesOrRefuses(IEnumerable<string> env) => GivesOnlyDeclared(() =>
    {
        Requirements.Check(env, Everything, Golden.GoldenGpus.Inventory, Golden.GoldenGpus.Inventory.Gpus);
        return true;
    });

    private static bool GivesOnlyDeclared(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CoasterException or OciSpecException)
        {
            return error.Message.Length is > 0 and < 2000;
        }
    }
}
