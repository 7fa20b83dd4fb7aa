using Coaster.Enforcement.Compute;

namespace Coaster.Enforcement.Tests.Compute;

/// <summary>A container that launches kernels through a bucket like the shim's, as long as its program wants to.</summary>
/// <param name="id">Its name.</param>
/// <param name="terms">What it booked.</param>
/// <param name="kernelNs">How long a kernel runs.</param>
/// <param name="unitsPerKernel">What a kernel is charged.</param>
internal sealed class ModelTenant(string id, TenantTerms terms, long kernelNs, long unitsPerKernel)
{
    private const int QueueDepth = 64;
    private double _levelNs;
    private double _filledNs;
    private long _correctedNs;
    private ComputeOrder _order = new(false, 0, 0, UnitPrice.Unknown, 0);

    public string Id => id;

    /// <summary>When its program has work, by the time in nanoseconds.</summary>
    public Func<double, bool> Wants { get; init; } = _ => true;

    public double QueuedNs { get; private set; }

    public double BusyNs { get; set; }

    public long Units { get; private set; }

    public long ThrottledNs { get; private set; }

    public bool IsWaiting { get; private set; }

    public TenantReading Reading(long measuredBusyNs) => new(id, terms, Units, ThrottledNs, IsWaiting, measuredBusyNs);

    public ComputeOrder Order
    {
        get => _order;
        set
        {
            _levelNs += value.CorrectionNs - _correctedNs;
            _correctedNs = value.CorrectionNs;
            _order = value;
        }
    }

    /// <summary>Launches what it may and wants to until the next tick.</summary>
    public void Launch(double nowNs, double tickNs)
    {
        if (_order.IsLimited)
            _levelNs = Math.Min(_levelNs + ((nowNs - _filledNs) * _order.RatePpm / 1e6), Math.Max(_levelNs, _order.BurstNs));
        _filledNs = nowNs;
        IsWaiting = false;
        if (!Wants(nowNs))
            return;
        while (QueuedNs < QueueDepth * (double)kernelNs && QueuedNs < 50e6 + kernelNs)
        {
            if (_order.IsLimited && _levelNs <= 0)
            {
                IsWaiting = true;
                ThrottledNs += (long)tickNs;
                return;
            }

            Units += unitsPerKernel;
            QueuedNs += kernelNs;
            if (_order.IsLimited)
                _levelNs -= unitsPerKernel * (double)_order.UnitPs / 1000;
        }
    }

    /// <summary>The GPU worked on what is queued.</summary>
    public void Run(double ns)
    {
        QueuedNs -= ns;
        BusyNs += ns;
    }
}
