using System.Globalization;
using System.Text;
using Coaster.Ledger;

namespace Coaster.Cli.Cdi;

/// <summary>The folder of the bookings, looked at from outside.</summary>
internal sealed class BookingFolder
{
    private readonly StateFolders _folders;

    internal BookingFolder(StateFolders folders)
    {
        _folders = folders;
        folders.Create();
    }

    /// <summary>Names and times of the bookings in one text, which differs when they do.</summary>
    internal string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var file in new DirectoryInfo(_folders.Bookings).GetFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.LastWriteTimeUtc.Ticks}\n");
        return text.ToString();
    }

    /// <summary>Begins to listen for changes.</summary>
    internal FolderChanges Watch() => new(_folders.Bookings);
}
