using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.Health;

namespace Coaster.Agent.Options;

/// <summary>What the agent was started with.</summary>
/// <param name="IsLocal">Whether it ends by itself when there has been no share for a while.</param>
/// <param name="ConfigFile">The settings file, or null for the usual one.</param>
/// <param name="ProbeGpu">The GPU on which this process is only to make a context and wait, or null.</param>
internal sealed record AgentOptions(bool IsLocal, string? ConfigFile, string? ProbeGpu)
{
    internal const string Usage = """
        usage: coaster-agent [--local] [--config FILE]
               coaster-agent --node NAME [--kubeconfig FILE] [--namespace NS] [--keys NAME] [--memory-unit UNIT] [--kubelet FOLDER]
                             [--gpu-config FILE] [--grant-by HOW] [--ignored-xids LIST] [--counted-xids LIST] [--config FILE]

        Looks after the shares of this machine's GPUs: it measures what each container holds and gets, corrects its accounting, shares out the
        GPUs' time, and stops containers that go round their limits. On a node of a cluster it also offers the GPUs to kubelet, and tells the runtime
        what the scheduler booked for each container.

          --local              end after 60 seconds without any share
          --node NAME          this machine is that node of a cluster
          --kubeconfig FILE    how to reach the API server (default: KUBECONFIG, the one at home, the pod's service account)
          --namespace NS       where the scheduler's public keys and the agents' leases are (default: coaster-system)
          --keys NAME          the ConfigMap with the public keys (default: coaster-booking-keys)
          --memory-unit UNIT   what one ten.ai/gpu-mem is in the whole cluster: 256Mi, 512Mi or 1Gi (default: 1Gi)
          --kubelet FOLDER     kubelet's folder (default: /var/lib/kubelet)
          --gpu-config FILE    the GPUs' modes where the cluster has no GpuConfig for the node: its spec, as JSON
          --grant-by HOW       runtime: containers start by coaster-runtime (default); cdi: kubelet is told CDI devices
          --ignored-xids LIST  XIDs that say nothing of a GPU's health, as 13,31; all passes over every one that is not counted
          --counted-xids LIST  XIDs that do, whatever is ignored
          --config FILE        the settings (default: COASTER_CONFIG, else /etc/coaster/config.json)
          --help               show this
        """;

    /// <summary>The cluster that this machine is a node of, or null.</summary>
    internal ClusterOptions? Cluster { get; init; }

    /// <summary>Reads the words; null when help is asked for.</summary>
    /// <exception cref="CoasterException">A word is none that is known.</exception>
    internal static AgentOptions? Parse(IReadOnlyList<string> words)
    {
        var options = new AgentOptions(false, null, null);
        var cluster = new ClusterOptions("");
        for (var i = 0; i < words.Count; i++)
            switch (words[i])
            {
                case "--help" or "-h":
                    return null;
                case "--local":
                    options = options with { IsLocal = true };
                    break;
                case "--config":
                    options = options with { ConfigFile = Value(words, ++i) };
                    break;
                case Enforcement.Contexts.ContextProbe.Option:
                    options = options with { ProbeGpu = Value(words, ++i) };
                    break;
                default:
                    cluster = With(cluster, words[i], () => Value(words, ++i));
                    break;
            }

        return Checked(options, cluster);
    }

    private static ClusterOptions With(ClusterOptions cluster, string word, Func<string> value) => word switch
    {
        "--node" => cluster with { Node = Named(word, value()) },
        "--kubeconfig" => cluster with { Kubeconfig = value() },
        "--namespace" => cluster with { Namespace = Named(word, value()) },
        "--keys" => cluster with { Keys = Named(word, value()) },
        "--memory-unit" => cluster with { Unit = MemoryUnit.Parse(value(), word) },
        "--kubelet" => cluster with { Kubelet = value() },
        "--gpu-config" => cluster with { GpuConfigFile = value() },
        "--ignored-xids" => cluster with { Health = cluster.Health.Ignoring(value()) },
        "--counted-xids" => cluster with { Health = cluster.Health with { CountedXids = HealthPolicy.ParseXids(value()) } },
        "--grant-by" => cluster with { GrantsByCdi = HowOf(value()) },
        _ => throw Wrong($"'{word}' is no option"),
    };

    private static AgentOptions Checked(AgentOptions options, ClusterOptions cluster)
    {
        if (cluster.Node.Length > 0)
            return options.IsLocal
                ? throw Wrong("--local is for a machine that is no node of a cluster")
                : options with { Cluster = cluster };
        return cluster == new ClusterOptions("") ? options : throw Wrong("what concerns the cluster needs --node as well");
    }

    private static bool HowOf(string how) => how switch
    {
        "runtime" => false,
        "cdi" => true,
        _ => throw Wrong($"--grant-by is runtime or cdi, not '{how}'"),
    };

    private static string Named(string word, string value) =>
        Identifiers.IsNodeName(value) ? value : throw Wrong($"{word} is no name that Kubernetes has: '{value}'");

    private static string Value(IReadOnlyList<string> words, int at) => at < words.Count ? words[at] : throw Wrong($"{words[at - 1]} needs a value");

    private static CoasterException Wrong(string why) => new("cannot start the agent", why, "See: coaster-agent --help");
}
