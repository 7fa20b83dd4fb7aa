namespace Coaster.Posix.Bpf;

/// <summary>How programs share a cgroup; the first one decides for those that follow. The values are the kernel's flags.</summary>
public enum BpfAttachMode
{
    /// <summary>One program, and none in the cgroups below.</summary>
    Single = 0,

    /// <summary>One program, which the cgroups below may replace for themselves: BPF_F_ALLOW_OVERRIDE.</summary>
    Overridable = 1,

    /// <summary>Many programs here and below; all of them must allow: BPF_F_ALLOW_MULTI.</summary>
    Multiple = 2,
}
