namespace Coaster.Contract.Conditions;

/// <summary>How a condition compares.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
