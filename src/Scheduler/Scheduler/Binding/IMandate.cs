namespace Coaster.Scheduler.Binding;

/// <summary>Whether this scheduler is the one of all its kind that may bind.</summary>
internal interface IMandate
{
    /// <summary>How often it has gone from one to another: of two bookings that overlap, that of the larger number counts.</summary>
    long Epoch { get; }

    /// <summary>Why it may not bind now, or null where it may for so long.</summary>
    /// <param name="atLeast">How long what is to be done may take.</param>
    string? Refusal(TimeSpan atLeast);
}
