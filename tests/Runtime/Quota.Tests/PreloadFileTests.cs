using System.Text;
using Coaster.GpuModel;
using Coaster.Posix;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Quota.Tests;

public sealed class PreloadFileTests : IDisposable
{
    private const string Ours = "/run/coaster-quota/$LIB/libcoaster-quota.so\n";
    private readonly TempFolder _image = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("/a.so\n", "/a.so\n")]
    [InlineData("/a.so", "/a.so\n")]
    [InlineData("/a.so:/b.so /c.so\t/d.so\n\n/e.so", "/a.so\n/b.so\n/c.so\n/d.so\n/e.so\n")]
    [InlineData("# all of it\n/a.so # the rest /b.so\n#/c.so\n/d.so#e", "/a.so\n/d.so\n")]
    [InlineData("/run/coaster-quota/$LIB/libcoaster-quota.so\n/a.so\n", "/a.so\n")]
    [InlineData("/run/coaster-quota-other/x.so", "/run/coaster-quota-other/x.so\n")]
    [InlineData("\0\r\n\0/a.so\0", "/a.so\n")]
    public void Content_OfAnImage_ComesAfterOurs(string own, string kept) =>
        Assert.Equal(Ours + kept, Encoding.UTF8.GetString(PreloadFile.Content(Encoding.UTF8.GetBytes(own))));

    [Fact]
    public void Content_AnyBytes_BeginsWithOursOnceAndIsStable() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var content = PreloadFile.Content(bytes);
        return content.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Ours)) && PreloadFile.Content(content).AsSpan().SequenceEqual(content);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Library_Name_IsWhatTheFileSays() => Assert.Equal(Ours, PreloadFile.Library + "\n");

    [Fact]
    public void For_ImageWithoutOne_IsOursAlone() => Assert.Equal(Ours, For(_image.Folder("etc")));

    [Fact]
    public void For_LinkThatLeadsOut_IsResolvedInside()
    {
        using var outside = new TempFolder().Write("secret", "/secret.so\n");
        _image.Link("etc/ld.so.preload", outside["secret"]);
        Assert.Equal(Ours, For(_image));
        _image.Write(outside["secret"], "/inside.so\n");
        Assert.Equal(Ours + "/inside.so\n", For(_image));
    }

    [Theory]
    [InlineData("mkdir -p")]
    [InlineData("mkfifo")]
    [InlineData("truncate -s 10M")]
    [InlineData("truncate -s 65537")]
    public void For_WhatIsNoSmallFile_IsRefused(string make)
    {
        _image.Folder("etc");
        Shell.Run("sh", "-c", $"{make} \"$1\"", "sh", _image["etc/ld.so.preload"]);
        Assert.Contains("no file of at most 65536 bytes", Assert.Throws<CoasterException>(() => For(_image)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _image.Dispose();

    private static string For(TempFolder image)
    {
        using var root = RootDirectory.Open(image.Path);
        return Encoding.UTF8.GetString(PreloadFile.For(root));
    }
}
