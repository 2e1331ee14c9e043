namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A channel as the browser has it.</summary>
internal sealed class BrowserChannel(BrowserPeer peer, int number)
{
    public Task<string> StateAsync() =>
        peer.EvaluateAsync<string>("number => peer.state(number)", number);

    public Task UntilStateAsync(string state) =>
        peer.UntilAsync("([number, state]) => peer.state(number) === state", new object[] { number, state });

    /// <summary>Its events so far: open, closing, close, error.</summary>
    public Task<string[]> EventsAsync() =>
        peer.EvaluateAsync<string[]>("number => peer.channels[number].events", number);

    public async Task<BrowserChannelOptions> OptionsAsync() =>
        BrowserChannelOptions.Read(await peer.EvaluateAsync<string>("number => peer.options(number)", number));

    public Task EchoAsync() => peer.EvaluateAsync<bool>("number => peer.channels[number].echoes = true", number);

    public Task CloseAsync() => peer.Page.EvaluateAsync("number => peer.channels[number].channel.close()", number);

    /// <summary>Waits until so many messages have arrived.</summary>
    public Task UntilReceivedAsync(int count) =>
        peer.UntilAsync("([number, count]) => peer.channels[number].messages.length >= count", new[] { number, count });

    public Task<int> ReceivedCountAsync() => AskMessagesAsync<int>("messages.length");

    /// <summary>What an expression over its messages says.</summary>
    public Task<T> AskMessagesAsync<T>(string expression) => peer.EvaluateAsync<T>(
        $"number => {{ const {{ messages }} = peer.channels[number]; return {expression}; }}", number);

    /// <summary>Sends what an expression makes.</summary>
    /// <returns>Empty, or the name of the exception.</returns>
    public Task<string> TrySendAsync(string expression) =>
        peer.EvaluateAsync<string>($"number => peer.trySend(number, {expression})", number);

    /// <summary>Sends a string that is made of these UTF-16 code units.</summary>
    public async Task SendTextAsync(string text)
    {
        var failure = await peer.EvaluateAsync<string>(
            "([number, units]) => peer.trySend(number, String.fromCharCode(...units))",
            new object[] { number, text.Select(unit => (int)unit).ToArray() });
        Assert.Equal("", failure);
    }

    public Task SendNumberedAsync(int count, int length) => peer.Page.EvaluateAsync(
        "([number, count, length]) => peer.sendNumbered(number, count, length)", new[] { number, count, length });
}
