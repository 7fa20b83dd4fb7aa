namespace Coaster.GpuBench.Device.Inside;

/// <summary>The kernels, as texts that the driver compiles for the GPU it has.</summary>
internal static class Kernels
{
    internal const string SpinName = "spin_us";
    internal const string EmptyName = "nothing";
    internal const string MultiplyName = "multiply_add";

    /// <summary>Fused multiply-adds that each thread does for one of the kernel's rounds.</summary>
    internal const int MultiplyAddsPerRound = 32;

    /// <summary>Spins for as many microseconds by the GPU's own clock.</summary>
    internal const string Spin = Head + """
        .visible .entry spin_us(.param .u32 us)
        {
            .reg .pred %p;
            .reg .u32 %r;
            .reg .u64 %start, %now, %want;
            ld.param.u32 %r, [us];
            mul.wide.u32 %want, %r, 1000;
            mov.u64 %start, %globaltimer;
        again:
            mov.u64 %now, %globaltimer;
            sub.u64 %now, %now, %start;
            setp.lt.u64 %p, %now, %want;
            @%p bra again;
            ret;
        }
        """;

    /// <summary>Does nothing: what is measured is the launch.</summary>
    internal const string Empty = Head + """
        .visible .entry nothing(.param .u64 ignored)
        {
            ret;
        }
        """;

    private const string Head = """
        .version 6.0
        .target sm_50
        .address_size 64

        """;

    private const int Chains = 8;

    /// <summary>
    /// Fused multiply-adds in chains that do not wait for each other, as many rounds as the parameter says. A result that cannot be is
    /// written, so that nothing is left out by the compiler; nothing is read or written otherwise: it is bound by arithmetic alone.
    /// </summary>
    internal static string Multiply { get; } = Head + $$"""
        .visible .entry multiply_add(.param .u32 rounds)
        {
            .reg .pred %p, %q;
            .reg .u32 %i, %n, %t;
            .reg .u64 %null;
            .reg .f32 %x, %y, %sum, %a<{{Chains}}>;
            ld.param.u32 %n, [rounds];
            mov.u32 %t, %tid.x;
            cvt.rn.f32.u32 %x, %t;
            mov.f32 %y, 0f3F7FFFFF;
            {{Lines(chain => $"mov.f32 %a{chain}, %x;")}}
            mov.u32 %i, 0;
        again:
            {{Lines(step => $"fma.rn.f32 %a{step % Chains}, %a{step % Chains}, %y, %x;", MultiplyAddsPerRound)}}
            add.u32 %i, %i, 1;
            setp.lt.u32 %p, %i, %n;
            @%p bra again;
            mov.f32 %sum, 0f00000000;
            {{Lines(chain => $"add.f32 %sum, %sum, %a{chain};")}}
            setp.eq.f32 %q, %sum, 0fBF800000;
            mov.u64 %null, 0;
            @%q st.global.f32 [%null], %sum;
            ret;
        }
        """;

    private static string Lines(Func<int, string> line, int count = Chains) => string.Join("\n    ", Enumerable.Range(0, count).Select(line));
}
