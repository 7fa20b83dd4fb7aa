namespace Coaster.GpuModel.Json;

/// <summary>
/// The words that stand for an enum's values in texts. Written out rather than taken from the names, so that renaming a value in the code
/// does not change what other versions read.
/// </summary>
internal sealed class WordMap<T>(params (T Value, string Word)[] words)
    where T : struct, Enum
{
    public string this[T value] => words[Array.FindIndex(words, entry => entry.Value.Equals(value))].Word;

    public bool TryParse(string word, out T value)
    {
        var index = Array.FindIndex(words, entry => entry.Word == word);
        value = index < 0 ? default : words[index].Value;
        return index >= 0;
    }

    public override string ToString() => string.Join(", ", words.Select(entry => entry.Word));
}
