using System.Runtime.InteropServices;

namespace WebRtcNative.Tool;

/// <summary>Ctrl+C and SIGTERM: the first cancels what runs, so that peers are told; the second ends the process at once.</summary>
internal sealed class Ending : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Ending() => _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM)];

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The signal that has ended the command.</summary>
    public PosixSignal? Signal { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _cancellation.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        if (Signal != null)
            Environment.Exit(ExitCode.Of(signal));
        context.Cancel = true;
        Signal = signal;
        _cancellation.Cancel();
    });
}
