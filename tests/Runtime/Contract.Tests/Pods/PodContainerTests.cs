using System.Text;
using System.Text.Json;
using Coaster.Contract.Pods;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Oci;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Contract.Tests.Pods;

public sealed class PodContainerTests
{
    private const string Uid = "4f2a9c1e-0b7d-4a53-9f0e-2d1c3b4a5f60";
    private const string Other = "00000000-0b7d-4a53-9f0e-2d1c3b4a5f60";
    private const string Path = "/kubepods/burstable/pod" + Uid + "/c0ffee";

    private static readonly PodOwner Web = new(Uid, "shop", "web-7d9f", "main");

    private static readonly Dictionary<string, string> Containerd = new()
    {
        ["io.kubernetes.cri.container-type"] = "container",
        ["io.kubernetes.cri.container-name"] = "main",
        ["io.kubernetes.cri.sandbox-id"] = "5a5a",
        ["io.kubernetes.cri.sandbox-uid"] = Uid,
        ["io.kubernetes.cri.sandbox-namespace"] = "shop",
        ["io.kubernetes.cri.sandbox-name"] = "web-7d9f",
    };

    private static readonly Dictionary<string, string> Crio = new()
    {
        ["io.kubernetes.cri-o.ContainerType"] = "container",
        ["io.kubernetes.container.name"] = "main",
        ["io.kubernetes.pod.uid"] = Uid,
        ["io.kubernetes.pod.namespace"] = "shop",
        ["io.kubernetes.pod.name"] = "web-7d9f",
    };

    public static TheoryData<string> Paths => new(
        Path,
        "/kubepods/pod" + Uid + "/c0ffee",
        "/kubelet/kubepods/besteffort/pod" + Uid + "/crio-c0ffee",
        "/kubepods/pod" + Other + "/abc/kubepods/pod" + Uid + "/c0ffee",
        "kubepods-pod" + Uid.Replace('-', '_') + ".slice:cri-containerd:c0ffee",
        "kubepods-burstable-pod" + Uid.Replace('-', '_') + ".slice:crio:c0ffee",
        "kubelet-kubepods-besteffort-pod" + Uid.Replace('-', '_') + ".slice:cri-containerd:c0ffee");

    [Fact]
    public void Owner_Containerd_IsWhatItWrote() => Assert.Equal(Web, Read(Containerd, Path)!.Owner());

    [Fact]
    public void Owner_Crio_IsWhatItWrote() => Assert.Equal(Web, Read(Crio, Path)!.Owner());

    [Theory]
    [MemberData(nameof(Paths))]
    public void Uid_OlderContainerd_IsTheCgroups(string path)
    {
        Assert.Equal(Uid, Read(Without(Containerd, "io.kubernetes.cri.sandbox-uid"), path)!.Uid);
        Assert.Equal(Web, Read(Without(Containerd, "io.kubernetes.cri.sandbox-uid"), path)!.Owner());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void TryRead_CgroupOfAnotherPod_IsRefused(string path)
    {
        var forged = new Dictionary<string, string>(Containerd) { ["io.kubernetes.cri.sandbox-uid"] = "9" + Uid[1..] };
        Assert.Contains("its cgroup is of the pod " + Uid, Assert.Throws<CoasterException>(() => Read(forged, path)).Message, StringComparison.Ordinal);
        forged = new Dictionary<string, string>(Crio) { ["io.kubernetes.pod.uid"] = "../" + Uid };
        Assert.Throws<CoasterException>(() => Read(forged, path));
    }

    [Theory]
    [InlineData("/docker/c0ffee")]
    [InlineData("system.slice:docker:c0ffee")]
    [InlineData("/pod" + Uid + "/kubepods/c0ffee")]
    [InlineData("/kubepods/pod/c0ffee")]
    [InlineData("/kubepods/pod../c0ffee")]
    [InlineData("kubepods-pod.slice:a:b")]
    [InlineData("kubepods.slice:a:b")]
    [InlineData("other-podx.slice:a:b")]
    [InlineData("kubepods-podx.scope:a:b")]
    [InlineData(":")]
    [InlineData("")]
    [InlineData(null)]
    public void Uid_CgroupOfNoPod_IsTheAnnotations(string? path)
    {
        Assert.Equal(Uid, Read(Containerd, path)!.Uid);
        var without = Read(Without(Containerd, "io.kubernetes.cri.sandbox-uid"), path)!;
        Assert.Null(without.Uid);
        Assert.Contains("io.kubernetes.cri.sandbox-uid", Assert.Throws<CoasterException>(without.Owner).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_Sandbox_IsNoContainer()
    {
        foreach (var (annotations, type) in new[] { (Containerd, "io.kubernetes.cri.container-type"), (Crio, "io.kubernetes.cri-o.ContainerType") })
        {
            var sandbox = Spec(new Dictionary<string, string>(annotations) { [type] = "sandbox" }, Path);
            Assert.Equal((true, null), (PodContainer.IsSandbox(sandbox), PodContainer.TryRead(sandbox)));
            Assert.False(PodContainer.IsSandbox(Spec(annotations, Path)));
        }
    }

    [Fact]
    public void TryRead_NoPod_IsNull()
    {
        Assert.Null(Read([], "/docker/c0ffee"));
        Assert.Null(Read(Without(Containerd, "io.kubernetes.cri.container-type"), Path));
        Assert.Null(PodContainer.TryRead(BundleSpec.Parse("{}"u8.ToArray())));
    }

    [Theory]
    [InlineData("io.kubernetes.cri.container-name")]
    [InlineData("io.kubernetes.cri.sandbox-namespace")]
    [InlineData("io.kubernetes.cri.sandbox-name")]
    public void Owner_SomethingMissing_NamesIt(string name)
    {
        var container = Read(Without(Containerd, name), Path)!;
        Assert.Equal(Uid, container.Uid);
        Assert.Contains(name, Assert.Throws<CoasterException>(container.Owner).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("io.kubernetes.cri.sandbox-uid", "../../etc/passwd")]
    [InlineData("io.kubernetes.cri.sandbox-uid", "")]
    [InlineData("io.kubernetes.cri.sandbox-namespace", "a/b")]
    [InlineData("io.kubernetes.cri.sandbox-namespace", "Shop")]
    [InlineData("io.kubernetes.cri.sandbox-name", "web\n")]
    [InlineData("io.kubernetes.cri.sandbox-name", "")]
    [InlineData("io.kubernetes.cri.container-name", "..")]
    [InlineData("io.kubernetes.cri.container-name", "\u001b[31m")]
    public void Owner_NoNameOfKubernetes_IsRefused(string name, string value)
    {
        var container = Read(new Dictionary<string, string>(Containerd) { [name] = value }, "/docker/x")!;
        Assert.Contains(name, Assert.Throws<CoasterException>(container.Owner).Message, StringComparison.Ordinal);
        Assert.Equal(name == "io.kubernetes.cri.sandbox-uid" ? null : Uid, container.Uid);
    }

    [Fact]
    public void TryRead_MutatedDocument_IsAPodsOrNoneOrRefused() =>
        Prop.ForAll(Mutations.Of(Encoding.UTF8.GetString(Config(Containerd, Path))).ToArbitrary(), IsNamedOrRefused)
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void TryRead_AnyTexts_IsAPodsOrNoneOrRefused() => Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), (uid, name, path) =>
        {
            var annotations = new Dictionary<string, string>(Containerd) { ["io.kubernetes.cri.sandbox-uid"] = uid ?? "", ["io.kubernetes.cri.sandbox-name"] = name ?? "" };
            return IsNamedOrRefused(Config(annotations, path is null ? Path : "/kubepods/pod" + path));
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Whatever the document says, a UID that comes out of it is a plain file name, and an owner has no part that is not a name.</summary>
    private static bool IsNamedOrRefused(byte[] config)
    {
        try
        {
            var container = PodContainer.TryRead(BundleSpec.Parse(config));
            return container is null || ((container.Uid is null || Identifiers.IsName(container.Uid)) && container.Owner().IsValid());
        }
        catch (Exception error) when (error is CoasterException or OciSpecException)
        {
            return error.Message.Length > 0;
        }
    }

    private static PodContainer? Read(Dictionary<string, string> annotations, string? path) => PodContainer.TryRead(Spec(annotations, path));

    private static BundleSpec Spec(Dictionary<string, string> annotations, string? path) => BundleSpec.Parse(Config(annotations, path));

    private static byte[] Config(Dictionary<string, string> annotations, string? path) =>
        JsonSerializer.SerializeToUtf8Bytes(new { annotations, linux = new { cgroupsPath = path } });

    private static Dictionary<string, string> Without(Dictionary<string, string> annotations, string name) =>
        annotations.Where(annotation => annotation.Key != name).ToDictionary();
}
