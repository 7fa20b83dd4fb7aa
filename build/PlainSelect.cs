namespace Coaster;

/// <summary>
/// Stands before the library's own in what is compiled ahead of time with net9.0, because this namespace encloses ours. The library's is a virtual generic
/// method, of which the compiler makes one for each pair of types that any chain of selections might join: thousands, and a third of a program. From
/// net10.0 on the library does the same by itself, see https://github.com/dotnet/runtime/pull/109978 and https://github.com/dotnet/runtime/pull/111743.
/// </summary>
internal static class PlainSelect
{
    internal static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
            yield return selector(item);
    }
}
