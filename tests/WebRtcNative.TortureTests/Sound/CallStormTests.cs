using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Sound;

/// <summary>Sound and pictures flow while tracks are replaced, directions turn, transceivers stop, and everything ends in any order.</summary>
public sealed class CallStormTests(ITestOutputHelper output) : NativeTest
{
    private const int StepsOfCall = 25;

    [Fact]
    public async Task Calls_ChangedAtRandomAndEndedInAnyOrder_NothingIsLeft()
    {
        var random = new Random(Torture.Seed(output));
        var counts = new StormOfCalls.Counts();
        for (var call = 0; call < Torture.Times(6); call++)
        {
            using var storm = new StormOfCalls(random.Next(), counts);
            await storm.RunAsync(StepsOfCall).WaitAsync(10 * Wait.Deadline);
        }

        output.WriteLine(counts.ToString());
        Assert.True(counts.Heard > 0, "No sound was heard at all.");
        Assert.True(counts.Seen > 0, "No picture was seen at all.");
        Assert.Empty(counts.Surprises);
    }
}
