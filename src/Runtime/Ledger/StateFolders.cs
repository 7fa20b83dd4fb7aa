using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>Where everything is below the state directory. All of it is root's alone.</summary>
/// <param name="Root">The state directory.</param>
public sealed record StateFolders(string Root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The ending of a booking's file; its name before that is the container's id.</summary>
    internal const string BookingSuffix = ".json";

    /// <summary>The file that is locked while the ledger changes.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>The machine's GPUs as they were last read.</summary>
    public string Inventory => Path.Combine(Root, "inventory.json");

    /// <summary>One file for each booking.</summary>
    public string Bookings => Path.Combine(Root, "bookings");

    /// <summary>One folder for each container: its bundle, and its writable layer.</summary>
    public string Containers => Path.Combine(Root, "containers");

    /// <summary>The low-level runtime's own state of the containers that are started here.</summary>
    public string Runtime => Path.Combine(Root, "runc");

    /// <summary>The file of one booking.</summary>
    public string Booking(string id) => Path.Combine(Bookings, Checked(id) + BookingSuffix);

    /// <summary>The folder of one container.</summary>
    public string Container(string id) => Path.Combine(Containers, Checked(id));

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="CoasterException">They cannot be made.</exception>
    public void Create()
    {
        try
        {
            foreach (var folder in (string[])[Root, Bookings, Containers, Runtime])
                Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException(
                $"cannot keep bookings in {Root}",
                error.Message.TrimEnd('.'),
                ProcessIdentity.IsRoot ? "Make the folder writable, or name another as stateDirectory in the settings" : "Run it as root",
                error);
        }
    }

    /// <summary>An id becomes a file name: one that is no plain name never gets that far.</summary>
    private static string Checked(string id) =>
        Identifiers.IsName(id) ? id : throw new ArgumentException("not a container id: " + id, nameof(id));
}
