namespace Coaster.KubeApi.Configuration;

/// <summary>Reads the files of a configuration, which are small.</summary>
internal static class ConfigFiles
{
    private const int MaxBytes = 4 << 20;

    /// <exception cref="KubeConfigException">It cannot be read, or is too large.</exception>
    public static string Text(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw new KubeConfigException($"{path} has more than {MaxBytes} bytes");
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new KubeConfigException($"{path} cannot be read: {error.Message}", error);
        }
    }
}
