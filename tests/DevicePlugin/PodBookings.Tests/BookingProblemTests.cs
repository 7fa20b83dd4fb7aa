using Coaster.BookingKeys.Verdicts;

namespace Coaster.PodBookings.Tests;

public sealed class BookingProblemTests
{
    [Fact]
    public void Names_OfTheVerifiersRefusals_AreItsOwn() =>
        Assert.All(Enum.GetValues<BookingRefusal>(), refusal => Assert.Equal(refusal.ToString(), ((BookingProblem)refusal).ToString()));
}
