namespace Coaster.Toml.Tests;

public sealed class TomlDocumentTests
{
    private const string Text = "# first\nversion = 2\nimports = [ 'a', \"b\" ] # kept\nx.y = 1\n[plugins]\nimports = []\n";

    private readonly TomlDocument _document = TomlDocument.Parse(Text);

    [Fact]
    public void SpanOf_ListAndItem_IsTheirText()
    {
        var list = Assert.IsType<TomlArray>(_document.Root["imports"]);
        Assert.Equal("[ 'a', \"b\" ]", Of(_document.SpanOf(list)));
        Assert.Equal("\"b\"", Of(_document.SpanOf(list[1])));
    }

    [Fact]
    public void SpanOf_TableOfAHeader_IsNone() => Assert.Null(_document.SpanOf(_document.Root["plugins"]!));

    [Fact]
    public void RootStatement_PlainKey_IsTheStatement()
    {
        Assert.Equal("imports = [ 'a', \"b\" ]", Of(_document.RootStatement("imports")));
        Assert.Equal(3, _document.LineOf(_document.RootStatement("imports")!.Value.Start));
        Assert.Null(_document.RootStatement("x"));
        Assert.Null(_document.RootStatement("plugins"));
    }

    [Fact]
    public void Find_Way_LeadsThroughTablesOnly()
    {
        Assert.Equal(new TomlInteger(1), _document.Root.Find("x", "y"));
        Assert.Null(_document.Root.Find("version", "y"));
        Assert.Null(_document.Root.Find("no", "way"));
    }

    [Fact]
    public void DeepClone_Changed_LeavesTheOriginal()
    {
        var copy = _document.Root.DeepClone();
        copy.TableOrNew("x")["y"] = new TomlInteger(2);
        Assert.Equal(new TomlInteger(1), _document.Root.Find("x", "y"));
        Assert.NotEqual(copy, _document.Root);
        Assert.Throws<InvalidOperationException>(() => copy.TableOrNew("version"));
    }

    [Fact]
    public void Remove_Key_IsGone()
    {
        var copy = _document.Root.DeepClone();
        Assert.True(copy.Remove("version"));
        Assert.False(copy.Remove("version"));
        Assert.Equal(["imports", "x", "plugins"], copy.Select(entry => entry.Key));
    }

    private static string? Of(TomlSpan? span) => span is { } found ? Text[found.Start..found.End] : null;
}
