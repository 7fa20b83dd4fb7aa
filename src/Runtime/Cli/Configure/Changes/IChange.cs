namespace Coaster.Cli.Configure.Changes;

/// <summary>One step on the disk, which a crash leaves done or not done.</summary>
internal interface IChange
{
    /// <summary>What was done, for people: <c>wrote /etc/docker/daemon.json: …</c>.</summary>
    string Line { get; }

    /// <summary>What would be done, as a unified diff that ends in a line feed.</summary>
    string Diff { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="IOException">It cannot be done; nothing changed.</exception>
    void Apply();

    /// <summary>Whether the disk says that it is done.</summary>
    bool IsDone();

    /// <summary>Puts back what was there.</summary>
    void Undo();
}
