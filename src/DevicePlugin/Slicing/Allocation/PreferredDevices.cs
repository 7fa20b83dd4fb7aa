namespace Coaster.Slicing.Allocation;

/// <summary>
/// Which devices kubelet should hand out, so that its books name the GPUs that the scheduler booked. The answer is a hint: what a container gets
/// is decided by its booking alone.
/// </summary>
public sealed class PreferredDevices
{
    private readonly DevicePool _pool;

    /// <summary>The devices by GPU: all that can be done before it is known for whom they are.</summary>
    public PreferredDevices(PreferenceRequest request) => _pool = new DevicePool(request);

    /// <summary>
    /// The ids to hand out: all that must be in it, then of the booked GPUs as many as are booked there, lowest index first. For whom it is,
    /// kubelet does not say: it is the first of the bookings of that size that can be had in full, else the first of that size, of which as much as
    /// can be had. What is still missing, and all where no booking has that size, is packed onto as few GPUs as possible: those in use already,
    /// then where the least remains free.
    /// </summary>
    /// <param name="bookings">The bookings that kubelet has not asked for yet, the one it will most likely be first.</param>
    /// <returns>As many as are wanted, fewer where there are not as many, more only where more must be in it; none twice.</returns>
    /// <remarks>To be called once.</remarks>
    public IReadOnlyList<string> Choose(IEnumerable<OutstandingBooking> bookings)
    {
        if (BookingOf(bookings) is { } booking)
            foreach (var booked in booking.Devices)
                if (_pool.Find(booked.Uuid) is { } gpu)
                    _pool.Take(gpu, booked.Count - gpu.Chosen);
        Pack();
        return _pool.Chosen;
    }

    private OutstandingBooking? BookingOf(IEnumerable<OutstandingBooking> bookings)
    {
        OutstandingBooking? first = null;
        foreach (var booking in bookings)
        {
            if (booking.Total != _pool.Size)
                continue;
            if (CanBeHad(booking))
                return booking;
            first ??= booking;
        }
        return first;
    }

    /// <summary>Whether each GPU has what is booked there, and all that must be chosen is a part of that.</summary>
    private bool CanBeHad(OutstandingBooking booking)
    {
        var must = 0;
        foreach (var booked in booking.Devices)
        {
            if (_pool.Find(booked.Uuid) is not { } gpu || gpu.Must > booked.Count || gpu.Must + gpu.Free < booked.Count)
                return false;
            must += gpu.Must;
        }
        return must == _pool.Chosen.Count;
    }

    /// <summary>The fewest GPUs are those with the most free devices, but for the last one: that is the one with the least to spare.</summary>
    private void Pack()
    {
        if (_pool.Wanted <= 0)
            return;
        foreach (var used in _pool.Gpus.Where(gpu => gpu.Chosen > 0).OrderBy(gpu => gpu.Free))
            _pool.Take(used, _pool.Wanted);
        var largestFirst = _pool.Gpus.Where(gpu => gpu.Free > 0).OrderByDescending(gpu => gpu.Free).ToList();
        foreach (var gpu in largestFirst.TakeWhile(gpu => gpu.Free < _pool.Wanted))
            _pool.Take(gpu, gpu.Free);
        if (largestFirst.Where(gpu => gpu.Free >= _pool.Wanted).MinBy(gpu => gpu.Free) is { } last)
            _pool.Take(last, _pool.Wanted);
    }
}
