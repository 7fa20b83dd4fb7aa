using System.Text;

namespace Coaster.Oci.Tests;

public sealed class SpecDevicesTests
{
    [Theory]
    [InlineData("""{"allow": true, "access": "rwm"}""", true)]
    [InlineData("""{"allow": true, "type": "a", "major": -1}""", true)]
    [InlineData("""{"allow": false, "access": "rwm"}""", false)]
    [InlineData("""{"allow": true, "type": "c", "major": 195, "minor": 0}""", false)]
    public void AllowsAll_Rule_IsTold(string rule, bool expected) => Assert.Equal(expected, SpecDevices.AllowsAll(Spec(rule)));

    [Theory]
    [InlineData("""{"allow": true, "major": 1, "major": 2}""")]
    [InlineData("""{"allow": true, "\udc00": 2}""")]
    [InlineData("""{"allow": {}}""")]
    public void AllowsAll_BrokenRule_IsRefused(string rule) => Assert.Throws<OciSpecException>(() => SpecDevices.AllowsAll(Spec(rule)));

    private static BundleSpec Spec(string rule) => BundleSpec.Parse(Encoding.UTF8.GetBytes("{\"linux\": {\"resources\": {\"devices\": [" + rule + "]}}}"));
}
