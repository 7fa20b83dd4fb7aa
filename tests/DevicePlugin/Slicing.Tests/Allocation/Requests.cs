using Coaster.GpuModel.Requests;
using Coaster.Slicing.Allocation;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Slicing.Tests.Allocation;

/// <summary>What kubelet may ask: of GPUs A to E with devices 0 to 7, written <c>A0</c>.</summary>
internal static class Requests
{
    private const int Gpus = 5;
    private const int Parts = 8;

    public static Gen<BookedRequest> Any { get; } =
        from available in Subset(Enumerable.Range(0, Gpus * Parts).Select(part => Id(part / Parts, part % Parts)))
        from must in Gen.Frequency((2, Gen.Constant(Array.Empty<string>())), (1, Gen.Choose(0, 4).Select(count => available.Take(count).ToArray())))
        from size in Gen.Choose(0, 20)
        from bookings in Booking(size).ArrayOf(3)
        select new BookedRequest(ResourceNames.Memory, available, must, size, bookings);

    public static BookedRequest Of(string available, int size, string must = "", params string[] bookings) =>
        new(ResourceNames.Memory, Ids(available), Ids(must), size, [.. bookings.Select(Booking)]);

    /// <summary>What was chosen, such as <c>A0 A1 B3</c>, in the order of the ids.</summary>
    public static string Choose(this BookedRequest request) =>
        string.Join(' ', request.Chosen().Select(id => $"{GpuOf(id)}{id[(id.IndexOf(':') + 2)..]}").Order(StringComparer.Ordinal));

    public static char GpuOf(string id) => id["GPU-".Length];

    public static string[] Ids(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Id(name[0] - 'A', int.Parse(name[1..])))];

    /// <summary>Such as <c>A:4 B:2</c>.</summary>
    private static OutstandingBooking Booking(string words) =>
        new([.. words.Split(' ').Select(word => new BookedDevices($"GPU-{word[0]}", int.Parse(word[2..])))]);

    private static string Id(int gpu, int part) => $"GPU-{(char)('A' + gpu)}::{part}";

    /// <summary>Mostly of the size that is asked for, on one or two GPUs.</summary>
    private static Gen<OutstandingBooking> Booking(int size) =>
        from other in Gen.Choose(0, 4)
        from gpus in Gen.Shuffle("ABCDE".ToCharArray())
        from both in Gen.Elements(true, false)
        let total = other == 0 ? size + 1 : size
        let first = both ? total / 2 : total
        let counts = new[] { first, total - first }
        select new OutstandingBooking([.. counts.Zip(gpus, (count, gpu) => new BookedDevices($"gpu-{gpu}", count)).Where(booked => booked.Count > 0)]);

    private static Gen<string[]> Subset(IEnumerable<string> ids) =>
        from shuffled in Gen.Shuffle(ids.ToArray())
        from count in Gen.Choose(0, shuffled.Length)
        select shuffled[..count];
}
