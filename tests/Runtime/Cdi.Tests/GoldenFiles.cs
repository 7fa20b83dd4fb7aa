using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coaster.Cdi.Tests;

/// <summary>The files below <c>golden</c>.</summary>
internal static class GoldenFiles
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "golden");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>A value as the golden files have it.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    public static void Check(string actual, params string[] path) => Assert.Equal(Read(path), actual);
}
