namespace WebRtcNative.Tests.Support;

/// <summary>A test for engines that have, or have not, the RTC event log; skipped on the others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EventLogFactAttribute : FactAttribute
{
    public EventLogFactAttribute(bool isThere = true)
    {
        if (EngineLimits.HasEventLog != isThere)
            Skip = isThere ? "This engine has no RTC event log." : "This engine has an RTC event log.";
    }
}
