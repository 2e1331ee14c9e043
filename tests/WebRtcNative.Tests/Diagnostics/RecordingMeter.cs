using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace WebRtcNative.Tests.Diagnostics;

/// <summary>Listens to the library's meter, or to one of its instruments, and keeps its measurements.</summary>
internal sealed class RecordingMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, string? Tag, double Value)> _measurements = new();

    public RecordingMeter(string? only = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != WebRtcDiagnostics.MeterName)
                return;
            Instruments[instrument.Name] = instrument;
            if (only == null || instrument.Name == only)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentDictionary<string, Instrument> Instruments { get; } = new();

    /// <summary>Asks the observable instruments.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    /// <summary>What an observable instrument says now.</summary>
    public double Observe(string instrument, string? tag = null)
    {
        _measurements.Clear();
        Observe();
        return Sum(instrument, tag);
    }

    public double Sum(string instrument, string? tag = null) => Values(instrument, tag).Sum();

    public IEnumerable<double> Values(string instrument, string? tag = null) => _measurements
        .Where(measurement => measurement.Instrument == instrument && (tag == null || measurement.Tag == tag))
        .Select(measurement => measurement.Value);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue((instrument.Name, tags.Length > 0 ? $"{tags[0].Key}={tags[0].Value}" : null, value));
}
