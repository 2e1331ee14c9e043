namespace WebRtcNative.TestPeer;

/// <summary>A heap that takes a collector long to walk: many small objects, each referring to one far away.</summary>
internal sealed class Ballast
{
    private const int Step = 200_000;

    private readonly List<Node[]> _nodes = [];
    private readonly Random _random = new(1);
    private readonly TimeSpan _pause;

    /// <summary>Grows until each of three collections takes as long as asked for: one may have waited for a core.</summary>
    public Ballast(TimeSpan pause)
    {
        _pause = pause;
        while (Enumerable.Range(0, 3).Min(_ => Collect()) < pause)
            Grow();
    }

    /// <summary>A full, blocking, compacting collection.</summary>
    /// <returns>For how long managed threads stood still.</returns>
    public TimeSpan Collect()
    {
        var before = GC.GetTotalPauseDuration();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.KeepAlive(this);
        return GC.GetTotalPauseDuration() - before;
    }

    /// <summary>Grows if a collection was shorter than asked for after all.</summary>
    public void GrowFor(TimeSpan stopped)
    {
        if (stopped < _pause)
            Grow();
    }

    private void Grow()
    {
        var step = new Node[Step];
        for (var i = 0; i < step.Length; i++)
            step[i] = new Node();
        _nodes.Add(step);
        foreach (var node in step)
            node.Next = _nodes[_random.Next(_nodes.Count)][_random.Next(Step)];
    }

    private sealed class Node
    {
        public Node? Next;
    }
}
