using Coaster.BookingKeys.Verdicts;

namespace Coaster.BookingKeys.Tests;

/// <summary>
/// The golden folders: <c>golden/verify/CASE/annotation.txt</c> on <see cref="Pods.Seen"/> beside <c>verdict.txt</c>. They were signed with openssl,
/// which shows that anybody can; the private keys are not kept, so that a new signed case brings its own <c>golden/keys/NAME.pem</c>.
/// </summary>
public sealed class VerifierGoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Path.Combine(Root, "verify")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_GoldenCase_IsAsWritten(string name)
    {
        var text = File.ReadAllText(Path.Combine(Root, "verify", name, "annotation.txt"));
        Assert.Equal(File.ReadAllText(Path.Combine(Root, "verify", name, "verdict.txt")), Words(new BookingVerifier(Ring()).Verify(text, Pods.Seen)) + "\n");
    }

    [Fact]
    public void Load_GoldenKeys_HaveTheIdsThatOpensslAndSha256sumGive() => Assert.Equal(["3cd5793921f378f1", "fcfda4a08f17fb30"], Ring().KeyIds);

    private static string Words(BookingVerdict verdict) => verdict switch
    {
        BookingAccepted accepted => $"accepted: epoch {accepted.Statement.Epoch}",
        BookingRefused refused => $"{refused.Refusal}: {refused.Why}",
        _ => "",
    };

    private static KeyRing Ring() =>
        KeyRing.Load(Directory.GetFiles(Path.Combine(Root, "keys")).ToDictionary(path => Path.GetFileName(path), File.ReadAllText));
}
