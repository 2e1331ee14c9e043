using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests.Cluster;

/// <summary>Members that send numbers to each other all the time.</summary>
internal sealed class Talk : IAsyncDisposable
{
    private readonly Recorder[] _heard;
    private readonly Task<int>[] _speaking;
    private readonly int[] _accepted;
    private readonly CancellationTokenSource _ending = new();

    private Talk(Room[] rooms)
    {
        Rooms = rooms;
        _heard = [.. rooms.Select(room => new Recorder(room))];
        _accepted = new int[rooms.Length];
        _speaking = [.. rooms.Select((_, i) => Task.Run(() => SpeakAsync(i)))];
    }

    public Room[] Rooms { get; }

    public static async Task<Talk> BeginAsync(params Room[] rooms)
    {
        Wait.Until(() => rooms.All(room => room.Members.Count == rooms.Length), "all to know all");
        var talk = new Talk(rooms);
        await talk.UntilAllAreHeardAsync();
        return talk;
    }

    /// <summary>Until each member has heard something new of each other one.</summary>
    public Task UntilAllAreHeardAsync()
    {
        var before = Rooms.ToDictionary(room => room.Self.Name, room => Volatile.Read(ref _accepted[Array.IndexOf(Rooms, room)]) + 3);
        return Task.Run(() => Wait.Until(
            () => before.All(speaker => _heard.Where((_, i) => Rooms[i].Self.Name != speaker.Key)
                .All(heard => heard.Events.Contains($"{speaker.Key}: {speaker.Value}"))),
            "each to hear each other one"));
    }

    public async Task UntilAllAreBackAsync()
    {
        Wait.Until(() => _heard.Any(heard => heard.States.Contains(RoomState.Reconnecting)), "someone to notice");
        Wait.Until(() => Rooms.All(room => room.State == RoomState.Connected), "all to be connected");
        await UntilAllAreHeardAsync();
    }

    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_speaking).WaitAsync(Wait.Deadline);
    }

    public void AssertEachHeardAllOnceAndInOrder()
    {
        for (var i = 0; i < Rooms.Length; i++)
        {
            for (var j = 0; j < Rooms.Length; j++)
            {
                if (i == j)
                    continue;
                var speaker = $"{Rooms[j].Self.Name}: ";
                _heard[i].WaitFor($"{speaker}{_speaking[j].Result - 1}");
                Assert.Equal(
                    Enumerable.Range(0, _speaking[j].Result).Select(number => $"{speaker}{number}"),
                    _heard[i].Events.Where(text => text.StartsWith(speaker, StringComparison.Ordinal)));
            }
            Assert.Equal(RoomState.Connected, Rooms[i].State);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var room in Rooms)
            await room.DisposeAsync();
        _ending.Dispose();
    }

    // Three at a time, so that some are always on their way.
    private async Task<int> SpeakAsync(int speaker)
    {
        var number = 0;
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!_ending.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(number, 3).Select(next => Rooms[speaker].SendAsync($"{next}")));
            number += 3;
            Volatile.Write(ref _accepted[speaker], number - 1);
            await clock.WaitForNextTickAsync();
        }
        return number;
    }
}
