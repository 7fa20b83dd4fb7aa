namespace Coaster.Health.Faults;

/// <summary>What one of the driver's error numbers means.</summary>
/// <param name="Number">The XID.</param>
/// <param name="Class">What follows from it.</param>
/// <param name="Text">In words for a person, without a full stop.</param>
public readonly record struct XidMeaning(int Number, XidClass Class, string Text)
{
    /// <summary>Number and words, such as <c>XID 79: the GPU has fallen off the bus</c>.</summary>
    public override string ToString() => $"XID {Number}: {Text}";
}
