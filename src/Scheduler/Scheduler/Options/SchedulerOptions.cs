using System.Net;
using Coaster.GpuModel;
using Coaster.GpuModel.Requests;

namespace Coaster.Scheduler.Options;

/// <summary>What the scheduler was started with.</summary>
/// <param name="SigningKey">The file of the key that bookings are signed with.</param>
internal sealed record SchedulerOptions(string SigningKey)
{
    internal const string Usage = """
        usage: coaster-scheduler --signing-key FILE [--kubeconfig FILE] [--listen ADDRESS:PORT] [--namespace NS] [--keys NAME] [--lease NAME]
                                 [--identity NAME] [--memory-unit UNIT]

        Books exact GPUs for pods, as an extender of kube-scheduler: it says which nodes have room and which is the best, and binds pods with what
        was booked for them.

          --signing-key FILE   the key that signs bookings, as PEM (PKCS#8, ECDSA P-256)
          --kubeconfig FILE    how to reach the API server (default: KUBECONFIG, the one at home, the pod's service account)
          --listen ADDRESS     where kube-scheduler reaches it (default: 127.0.0.1:12345); loopback only, as whoever reaches it may bind pods
          --namespace NS       where the public keys and the lease are (default: coaster-system)
          --keys NAME          the ConfigMap with the public keys of all schedulers (default: coaster-booking-keys)
          --lease NAME         the lease of whoever may bind (default: coaster-scheduler)
          --identity NAME      who this one is to the others; no two that run at a time have the same (default: the host's name, which is the pod's)
          --memory-unit UNIT   what one ten.ai/gpu-mem is in the whole cluster: 256Mi, 512Mi or 1Gi (default: 1Gi)
          --help               show this
        """;

    /// <summary>The kubeconfig, or null for KUBECONFIG, the one at home, or the pod's service account.</summary>
    internal string? Kubeconfig { get; init; }

    /// <summary>Where it listens.</summary>
    internal IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 12345);

    /// <summary>Where the public keys and the lease are.</summary>
    internal string Namespace { get; init; } = "coaster-system";

    /// <summary>The ConfigMap of the public keys.</summary>
    internal string Keys { get; init; } = "coaster-booking-keys";

    /// <summary>The lease of whoever may bind.</summary>
    internal string Lease { get; init; } = "coaster-scheduler";

    /// <summary>Who this one is to the others.</summary>
    internal string Identity { get; init; } = Environment.MachineName;

    /// <summary>What one <c>ten.ai/gpu-mem</c> is.</summary>
    internal MemoryUnit Unit { get; init; } = MemoryUnit.Default;

    /// <summary>Reads the words; null when help is asked for.</summary>
    /// <exception cref="CoasterException">A word is none that is known.</exception>
    internal static SchedulerOptions? Parse(IReadOnlyList<string> words)
    {
        var options = new SchedulerOptions("");
        for (var i = 0; i < words.Count; i += 2)
            if (words[i] is "--help" or "-h")
                return null;
            else
                options = options.With(words[i], i + 1 < words.Count ? words[i + 1] : throw Wrong($"{words[i]} needs a value"));
        return options.SigningKey.Length > 0 ? options : throw Wrong("--signing-key is missing: no node would believe what is booked");
    }

    private SchedulerOptions With(string word, string value) => word switch
    {
        "--signing-key" => this with { SigningKey = value },
        "--kubeconfig" => this with { Kubeconfig = value },
        "--listen" => this with { Listen = Loopback(value) },
        "--namespace" => this with { Namespace = Named(word, value) },
        "--keys" => this with { Keys = Named(word, value) },
        "--lease" => this with { Lease = Named(word, value) },
        "--identity" => this with { Identity = value },
        "--memory-unit" => this with { Unit = MemoryUnit.Parse(value, word) },
        _ => throw Wrong($"'{word}' is no option"),
    };

    private static IPEndPoint Loopback(string value) => !IPEndPoint.TryParse(value, out var listen)
        ? throw Wrong($"--listen is no address and port: '{value}'")
        : IPAddress.IsLoopback(listen.Address)
            ? listen
            : throw Wrong($"--listen {value} could be reached by others, and whoever reaches it may bind pods; kube-scheduler runs beside it in one pod");

    private static string Named(string word, string value) =>
        Identifiers.IsNodeName(value) ? value : throw Wrong($"{word} is no name that Kubernetes has: '{value}'");

    private static CoasterException Wrong(string why) => new("cannot start the scheduler", why, "See: coaster-scheduler --help");
}
