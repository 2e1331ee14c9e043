using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Surface;

/// <summary>Every public member, found by reflection, on objects that are closed, disposed, or being disposed.</summary>
public sealed class SurfaceTests(ITestOutputHelper output) : NativeTest
{
    public static TheoryData<string> TypeNames => [.. Subjects.Types.Select(type => type.Name)];

    [Fact]
    public void Types_Disposable_AllAreTested()
    {
        var disposable = typeof(PeerConnection).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && (type.IsAssignableTo(typeof(IDisposable)) || type.IsAssignableTo(typeof(IAsyncDisposable))));

        Assert.Equal(Subjects.Types.OrderBy(type => type.Name), disposable.OrderBy(type => type.Name));
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Members_AfterDispose_ReturnOrThrowWhatIsDocumented(string typeName)
    {
        var (type, subject) = Make(typeName);
        ((IDisposable)subject).Dispose();

        CallAll(type, subject, "after Dispose");
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Members_AfterClose_ReturnOrThrowWhatIsDocumented(string typeName)
    {
        var (type, subject) = Make(typeName);
        // An object without a Close is closed by its owner.
        (type.GetMethod("Close") ?? type.GetMethod("Dispose"))!.Invoke(subject, null);

        CallAll(type, subject, "after Close");
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Members_DuringDispose_ReturnOrThrowWhatIsDocumented(string typeName)
    {
        var seed = Torture.Seed(output);
        for (var round = 0; round < Torture.Times(40); round++)
        {
            var owned = new Stack<IDisposable>();
            var type = Subjects.Types.Single(type => type.Name == typeName);
            var subject = Subjects.Make(type, owned.Push);
            var failures = new ConcurrentQueue<string>();
            using var start = new Barrier(3);
            var callers = new[] { 0, 1 }.Select(i => new Thread(() =>
            {
                var random = new Random(seed + 2 * round + i);
                var members = MemberCall.Of(type).Where(member => !member.IsDispose).OrderBy(_ => random.Next()).ToList();
                start.SignalAndWait();
                members.ForEach(member => Try(member, subject, useful: random.Next(2) == 0, allowEngine: true, failures));
            })).ToList();
            callers.ForEach(caller => caller.Start());

            start.SignalAndWait();
            Thread.SpinWait(new Random(seed + round).Next(20_000));
            ((IDisposable)subject).Dispose();

            Assert.All(callers, caller => Assert.True(caller.Join(Wait.Deadline), "A member hangs."));
            Assert.True(failures.IsEmpty, $"In round {round}: {string.Join("; ", failures)}");
            while (owned.TryPop(out var next))
                next.Dispose();
        }
    }

    private (Type Type, object Subject) Make(string typeName)
    {
        var type = Subjects.Types.Single(type => type.Name == typeName);
        return (type, Subjects.Make(type, owned => Own(owned)));
    }

    private void CallAll(Type type, object subject, string when)
    {
        var failures = new ConcurrentQueue<string>();
        var calls = 0;
        var caller = new Thread(() =>
        {
            foreach (var member in MemberCall.Of(type).OrderBy(member => member.IsDispose))
            {
                foreach (var useful in new[] { false, true })
                {
                    Try(member, subject, useful, allowEngine: false, failures);
                    calls++;
                }
            }
        });
        caller.Start();
        Assert.True(caller.Join(2 * Wait.Deadline), "A member hangs.");
        output.WriteLine($"{type.Name} {when}: {calls} calls.");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
        Assert.True(calls >= 4, "Hardly a member was found.");
    }

    /// <param name="member">Is called.</param>
    /// <param name="subject">On this.</param>
    /// <param name="useful">With useful arguments.</param>
    /// <param name="allowEngine">Whether the engine may still be asked, and refuse.</param>
    /// <param name="failures">Collects the failures.</param>
    private static void Try(MemberCall member, object subject, bool useful, bool allowEngine, ConcurrentQueue<string> failures)
    {
        try
        {
            member.Call(subject, useful);
        }
        catch (Exception e) when (Outcome.IsDocumented(e) || (allowEngine && e is WebRtcException))
        {
        }
        catch (Exception e)
        {
            failures.Enqueue($"{member}: {e}");
        }
    }
}
