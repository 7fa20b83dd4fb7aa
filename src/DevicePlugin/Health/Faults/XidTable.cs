using System.Collections.Frozen;

namespace Coaster.Health.Faults;

/// <summary>
/// The XIDs by what follows from them. The numbers and their causes are those of NVIDIA's catalogue
/// (https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html); what its immediate action calls the restart of a program is an
/// application's fault here, what needs a reset, a reboot or a repair is the GPU's. The numbers that NVIDIA's own device plugin passes over are passed
/// over too, 109 included, which the catalogue answers with a reset: a program that hangs causes it as often as a GPU.
/// </summary>
public static class XidTable
{
    private static readonly FrozenDictionary<int, XidMeaning> Known = new XidMeaning[]
    {
        new(8, XidClass.Application, "a program's work stopped making progress"),
        new(11, XidClass.Application, "a program sent a corrupted command stream"),
        new(13, XidClass.Application, "a program's kernel caused a graphics engine exception"),
        new(31, XidClass.Application, "a program used memory that is not mapped"),
        new(32, XidClass.Application, "a program sent a corrupted push buffer"),
        new(37, XidClass.Application, "a program's work was given to the wrong engine"),
        new(43, XidClass.Application, "a program's work was stopped after a fault of its own"),
        new(45, XidClass.Application, "a program's channels were cleared up after it ended"),
        new(46, XidClass.Fault, "the GPU stopped processing"),
        new(48, XidClass.Fault, "an ECC error that could not be corrected"),
        new(54, XidClass.Fault, "the auxiliary power is not connected"),
        new(61, XidClass.Fault, "the GPU's microcontroller failed"),
        new(62, XidClass.Fault, "the GPU's microcontroller halted"),
        new(63, XidClass.Fault, "a memory row or page waits for a reset to be replaced"),
        new(64, XidClass.Fault, "a memory row or page could not be replaced"),
        new(68, XidClass.Application, "a program's work caused a video decoder exception"),
        new(69, XidClass.Application, "a program's kernel caused a graphics engine class error"),
        new(74, XidClass.Fault, "an NVLink failed"),
        new(79, XidClass.Lost, "the GPU has fallen off the bus"),
        new(92, XidClass.Notice, "many ECC errors that could be corrected"),
        new(94, XidClass.Application, "an ECC error that was contained in one program"),
        new(95, XidClass.Fault, "an ECC error that was not contained"),
        new(109, XidClass.Application, "a program's work could not be switched away from in time"),
        new(110, XidClass.Fault, "the GPU reported a security fault"),
        new(119, XidClass.Fault, "the GPU's system processor did not answer"),
        new(120, XidClass.Fault, "the GPU's system processor failed"),
        new(121, XidClass.Notice, "an error on the link to the CPU that was corrected"),
        new(136, XidClass.Fault, "an NVLink could not be trained"),
        new(137, XidClass.Application, "a program used memory of another GPU that it may not"),
        new(140, XidClass.Fault, "an error in the GPU's memory or caches that could not be corrected"),
        new(143, XidClass.Fault, "the GPU could not be initialised"),
        new(154, XidClass.Notice, "the driver asks for another recovery action than before"),
        new(158, XidClass.Fault, "the GPU did not answer in time"),
        new(167, XidClass.Fault, "the PCIe link did not answer in time"),
    }.ToFrozenDictionary(meaning => meaning.Number);

    /// <summary>All that are known, in no order.</summary>
    public static IReadOnlyCollection<XidMeaning> All => Known.Values;

    /// <summary>What a number means; of class <see cref="XidClass.Unknown"/> where nobody knows.</summary>
    public static XidMeaning Find(int xid) => Known.TryGetValue(xid, out var meaning) ? meaning : new XidMeaning(xid, XidClass.Unknown, "an error that is not known");
}
