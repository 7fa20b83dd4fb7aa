namespace Coaster.Slicing.Allocation;

/// <summary>
/// Which devices kubelet should hand out, so that its books name the GPUs that the scheduler booked. The answer is a hint: what a container gets
/// is decided by its booking alone.
/// </summary>
public static class PreferredDevices
{
    /// <summary>
    /// The ids to hand out: all that must be in it, then of the booked GPUs as many as are booked there, lowest index first. For whom it is,
    /// kubelet does not say: it is the first of the bookings of that size that can be had in full, else the first of that size, of which as much as
    /// can be had. What is still missing, and all where no booking has that size, is packed onto as few GPUs as possible: those in use already,
    /// then where the least remains free.
    /// </summary>
    /// <returns>As many as are wanted, fewer where there are not as many, more only where more must be in it; none twice.</returns>
    public static IReadOnlyList<string> Choose(PreferenceRequest request)
    {
        var pool = new DevicePool(request);
        if (BookingOf(request, pool) is { } booking)
            foreach (var booked in booking.Devices)
                if (pool.Find(booked.Uuid) is { } gpu)
                    pool.Take(gpu, booked.Count - gpu.Chosen);
        Pack(pool);
        return pool.Chosen;
    }

    private static OutstandingBooking? BookingOf(PreferenceRequest request, DevicePool pool)
    {
        OutstandingBooking? first = null;
        foreach (var booking in request.Bookings)
        {
            if (booking.Total != request.Size)
                continue;
            if (CanBeHad(booking, pool))
                return booking;
            first ??= booking;
        }
        return first;
    }

    /// <summary>Whether each GPU has what is booked there, and all that must be chosen is a part of that.</summary>
    private static bool CanBeHad(OutstandingBooking booking, DevicePool pool)
    {
        var must = 0;
        foreach (var booked in booking.Devices)
        {
            if (pool.Find(booked.Uuid) is not { } gpu || gpu.Must > booked.Count || gpu.Must + gpu.Free < booked.Count)
                return false;
            must += gpu.Must;
        }
        return must == pool.Chosen.Count;
    }

    /// <summary>The fewest GPUs are those with the most free devices, but for the last one: that is the one with the least to spare.</summary>
    private static void Pack(DevicePool pool)
    {
        foreach (var used in pool.Gpus.Where(gpu => gpu.Chosen > 0).OrderBy(gpu => gpu.Free))
            pool.Take(used, pool.Wanted);
        var largestFirst = pool.Gpus.Where(gpu => gpu.Free > 0).OrderByDescending(gpu => gpu.Free).ToList();
        foreach (var gpu in largestFirst.TakeWhile(gpu => gpu.Free < pool.Wanted))
            pool.Take(gpu, gpu.Free);
        if (largestFirst.Where(gpu => gpu.Free >= pool.Wanted).MinBy(gpu => gpu.Free) is { } last)
            pool.Take(last, pool.Wanted);
    }
}
