using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coaster.BookingKeys;
using Coaster.ClusterState;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;
using Coaster.Scheduler.Binding;
using Coaster.Scheduler.Leading;
using Coaster.Scheduler.Web;
using Microsoft.AspNetCore.Builder;

namespace Coaster.Scheduler.Tests;

/// <summary>The scheduler behind real HTTP, with a book that a test fills, and an API server that says what the test wants.</summary>
internal sealed class TestScheduler : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly BookingSigner _signer = BookingSigner.FromPem(NewKey(), "the test's key");
    private readonly HttpClient _http = new();
    private KubeApi.Kubernetes _api = null!;
    private WebApplication _app = null!;

    public ClusterBook Book { get; private set; } = null!;

    public Binder Binder { get; private set; } = null!;

    public BindsUnderWay UnderWay { get; } = new();

    public FakeApiServer ApiServer { get; private set; } = null!;

    public FixedMandate Mandate { get; } = new();

    public bool IsReady { get; set; } = true;

    public List<string> Log { get; } = [];

    public BookingVerifier Verifier => new(KeyRing.Load(new Dictionary<string, string> { ["one"] = _signer.PublicKeyPem }));

    /// <summary>Its book has the node <c>a</c> with two GPUs of 140 GiB and <c>b</c> with one of 40.</summary>
    public static async Task<TestScheduler> StartAsync()
    {
        var test = new TestScheduler { ApiServer = await FakeApiServer.StartAsync() };
        test._api = test.ApiServer.Client();
        test.Book = new ClusterBook(BookSettings.Default, test.Verifier, TimeProvider.System);
        test.Tell("a", Gpu("a", 0, 140), Gpu("a", 1, 140));
        test.Tell("b", Gpu("b", 0, 40));
        test.Binder = new Binder(test.Book, test._api.Pods(), test._signer, test.Mandate, test.UnderWay, TimeProvider.System);
        var mandate = new Mandate(LeaseSettings.Of("test", Binder.Limit), TimeProvider.System);
        var server = new SchedulerServer(test.Book, test.Binder, mandate, () => test.IsReady, test.Log.Add, test._ending.Token);
        test._app = await server.StartAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return test;
    }

    public static V1Pod Pod(string name, int memory) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default", Uid = $"uid-{name}" },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Resources = new V1ResourceRequirements { Limits = new Dictionary<string, string> { [ResourceNames.Memory] = $"{memory}" } } }] },
    };

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, HttpContent body)
    {
        using var answer = await _http.PostAsync(new Uri(new Uri(_app.Urls.Single()), path), body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return (await PostAsync(path, content)).Body;
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(new Uri(_app.Urls.Single()), path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _app.DisposeAsync();
        await ApiServer.DisposeAsync();
        _api.Dispose();
        _http.Dispose();
        _signer.Dispose();
        _ending.Dispose();
    }

    private static Gpu Gpu(string node, int index, long gib) =>
        new(index, $"GPU-{node}-{index}", index, "NVIDIA H200", gib * 1024, $"00000000:0{index}:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    private void Tell(string node, params Gpu[] gpus) => Book.Tell(WatchEventType.Added, new V1Node
    {
        Metadata = new V1ObjectMeta
        {
            Name = node,
            Annotations = new Dictionary<string, string> { ["ten.ai/inventory"] = InventoryCodec.Encode(new NodeInventory("570.1", "12.8", gpus)) },
        },
    });

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
