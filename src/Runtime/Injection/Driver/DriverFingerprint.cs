using System.Text;
using Coaster.Posix;

namespace Coaster.Injection.Driver;

/// <summary>
/// What the kernel shows of the driver, in one line: its version, its GPUs and how they are cut. It is read in less than a millisecond,
/// and differs as soon as an inventory that was read before cannot be right any more.
/// </summary>
public static class DriverFingerprint
{
    private const string Capabilities = "proc/driver/nvidia/capabilities";

    /// <summary>The fingerprint of a driver.</summary>
    /// <param name="driverRoot">The folder that holds it.</param>
    /// <exception cref="PosixException">The folder is not there.</exception>
    public static string Of(string driverRoot)
    {
        using var root = RootDirectory.Open(driverRoot);
        var proc = new DriverProc(root);
        // A driver root without words of its own is a driver of this machine's kernel.
        using var machine = RootDirectory.Open("/");
        var speaker = proc.IsOwn ? root : machine;
        var text = new StringBuilder(Boot.Id).Append(' ').Append(DriverVersion.Find(root, proc));
        foreach (var gpu in speaker.List("proc/driver/nvidia/gpus"))
            text.Append(' ').Append(gpu);
        foreach (var gpu in speaker.List(Capabilities))
            if (gpu.StartsWith("gpu", StringComparison.Ordinal))
                AppendInstances(text.Append(' ').Append(gpu), speaker, $"{Capabilities}/{gpu}/mig");
        return text.ToString();
    }

    private static void AppendInstances(StringBuilder text, RootDirectory root, string folder)
    {
        foreach (var instance in root.List(folder))
            text.Append('/').Append(instance).Append('=').AppendJoin('+', root.List($"{folder}/{instance}"));
    }
}
