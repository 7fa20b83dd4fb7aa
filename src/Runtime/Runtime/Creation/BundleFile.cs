using Coaster.GpuModel;
using Coaster.Oci;
using Coaster.Posix;

namespace Coaster.Runtime.Creation;

/// <summary>The config.json of a bundle on the disk: read as a whole, replaced as a whole.</summary>
/// <param name="bundle">The bundle's folder.</param>
internal sealed class BundleFile(string bundle)
{
    private readonly string _path = Path.Combine(Path.GetFullPath(bundle), "config.json");

    /// <summary>The container's root folder on the host.</summary>
    internal string RootOf(BundleSpec spec) => Path.Combine(Path.GetDirectoryName(_path)!, spec.RootPath);

    /// <summary>Reads the file.</summary>
    /// <exception cref="CoasterException">It is not there, or is no config.json.</exception>
    internal BundleSpec Read()
    {
        try
        {
            if (new FileInfo(_path).Length > BundleSpec.MaxBytes)
                throw Broken(new OciSpecException($"it has more than {BundleSpec.MaxBytes} bytes"));
            return BundleSpec.Parse(PlainFile.Read(_path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OciSpecException)
        {
            throw Broken(error);
        }
    }

    /// <summary>Reads the file, or gives null when it cannot be used.</summary>
    internal BundleSpec? TryRead()
    {
        try
        {
            return Read();
        }
        catch (CoasterException)
        {
            return null;
        }
    }

    /// <summary>Applies the edits and writes the file; on any failure it is as it was.</summary>
    internal void Write(BundleSpec spec, ContainerEdits edits)
    {
        try
        {
            SpecEditor.Apply(spec.Root, edits);
            AtomicFile.Write(_path, spec.ToUtf8().Span, File.GetUnixFileMode(_path), durable: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OciSpecException)
        {
            throw Broken(error);
        }
    }

    /// <summary>The failure that a config.json which cannot be used ends in.</summary>
    internal CoasterException Broken(Exception error) => new(
        $"cannot use {_path}",
        error.Message.TrimEnd('.'),
        "Make the bundle again: runc spec writes a config.json that is in order",
        error);
}
