namespace Coaster.Contract;

/// <summary>Who wrote the variables that a request is read from.</summary>
public enum AskedBy
{
    /// <summary>Perhaps the image: what they ask for counts as far as the administrator's policy says.</summary>
    Anyone,

    /// <summary>The engine, on the word of somebody who may give it orders, as dockerd does for <c>--gpus</c>.</summary>
    Engine,
}
