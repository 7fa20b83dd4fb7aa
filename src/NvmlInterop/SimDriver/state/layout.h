/*
 * The state of the simulated driver: one file of fixed size that every process of the machine maps. All knowledge of it is here.
 *
 * A container can write this file, and a process can die between any two stores. Therefore nothing read from it is believed: counts and
 * indexes go through the checked readers of state.h. Sums are never stored: used memory is the sum over the slots of living processes.
 */
#ifndef COASTER_SIM_LAYOUT_H
#define COASTER_SIM_LAYOUT_H

#include <stdint.h>

#define SIM_MAGIC 0x314d495352545343ull /* "CSTRSIM1" */
#define SIM_VERSION 8u
#define SIM_RELATIVE_PATH "/run/coaster-sim/state"

#define SIM_GPUS 16
#define SIM_SLOTS 512
#define SIM_BUCKETS 16
#define SIM_BUCKET_NS 100000000ull
#define SIM_MIG_PROFILES 12
#define SIM_PLACEMENTS 8
#define SIM_GIS 15
#define SIM_CIS 8
#define SIM_XIDS 16
#define SIM_SHARES 512
#define SIM_LOANS 128
#define SIM_CGROUPS 16
#define SIM_LIMITS 128

/* Record locks lie beyond the end of the file, where they can meet no data. */
#define SIM_LOCK_MUTEX (1ll << 40)
#define SIM_LOCK_SLOTS (SIM_LOCK_MUTEX + 1)

struct sim_mig_profile {
    char name[32];
    uint32_t kind; /* NVML_GPU_INSTANCE_PROFILE_*: the key of queries */
    uint32_t id;   /* the key of creation */
    uint32_t slices;
    uint32_t size;
    uint32_t max;
    uint32_t placements;
    uint32_t placement[SIM_PLACEMENTS];
    uint32_t sm, ce, dec, enc, jpg, ofa;
    uint64_t memory_mib;
};

/* What a GPU profile says, copied into the state when a GPU is made. */
struct sim_model {
    char profile[16], name[64], board_part[32], vbios[32];
    uint32_t pci_device, pci_subsystem, brand, architecture, cc_major, cc_minor;
    uint32_t sm_count, cores_per_sm, sm_clock_mhz, memory_clock_mhz, idle_clock_mhz, threads_per_sm, shared_per_sm_kib, l2_kib, bus_width;
    uint32_t power_limit_w, power_min_w, power_max_w, power_idle_w;
    uint32_t temperature_idle, temperature_slowdown, temperature_shutdown, temperature_max, temperature_memory_max;
    uint32_t pcie_gen, pcie_width, nvlinks, nvlink_version, nvlink_mbps, copy_engines;
    uint32_t ecc, remapping, gpm, mig_capable, fan, mig_profiles;
    uint64_t memory_mib, reserved_mib, bar1_mib, context_mib;
    struct sim_mig_profile mig[SIM_MIG_PROFILES];
};

/* A share of time: who is next, and how busy each of the last 100 ms buckets was (epoch << 32 | busy microseconds). */
struct sim_timeline {
    uint64_t next_free_ns;
    uint64_t busy_ns;
    uint64_t bucket[SIM_BUCKETS];
};

struct sim_ci {
    uint32_t used, kind, slices, start;
    char uuid[48];
};

struct sim_gi {
    uint32_t used, profile, start, size;
    struct sim_timeline time;
    struct sim_ci ci[SIM_CIS];
};

struct sim_xid {
    uint64_t number, event_type, when_us;
};

struct sim_gpu {
    struct sim_model model;
    char uuid[48], serial[16], bus_id[32];
    uint32_t minor, domain, bus, device, numa;
    uint32_t mig_current, mig_pending, persistence, compute_mode, accounting, power_limit_w;
    int32_t util, temperature, power_w; /* -1: follows the load */
    uint32_t lost, slow_ms, remap_pending, remap_failed, retired, recovery;
    uint64_t ecc_errors;
    uint64_t peak_bytes; /* the most that was ever used at once, since it was forgotten last */
    uint64_t xid_head; /* number of events ever raised; the last SIM_XIDS are kept */
    struct sim_xid xid[SIM_XIDS];
    struct sim_timeline time;
    struct sim_gi gi[SIM_GIS];
};

struct sim_slot_gpu {
    uint64_t bytes, peak_bytes, managed_bytes; /* of bytes: what gives way when others need the room */
    uint32_t contexts;
    int32_t gi, ci; /* -1: the whole GPU */
    uint32_t padding;
    uint64_t busy_ns;
    uint64_t bucket[SIM_BUCKETS];
};

/*
 * One process. It lives exactly as long as its record lock on byte SIM_LOCK_SLOTS + index. Only the process itself writes here, but for its managed
 * memory that gives way to others.
 */
struct sim_slot {
    uint32_t taken, padding;
    uint64_t identity, start_us;
    char name[32];
    struct sim_slot_gpu gpu[SIM_GPUS];
    uint64_t loan[SIM_LOANS]; /* the keys of the shares that it has open */
    uint64_t cgroup[SIM_CGROUPS];
    uint64_t mps_server_identity; /* of the process in the slot below, so that the slot's next owner is not taken for it */
    uint32_t mps_server;          /* the slot of the MPS server whose client this process is, plus one; 0: none */
    uint32_t mps_percent;         /* of the multiprocessors */
    uint64_t mps_limit[SIM_GPUS]; /* the most memory, in bytes; 0: no limit */
    struct sim_timeline lane;     /* a client's kernels run beside those of others */
};

/* Memory that other processes may open. slot: who made it, SIM_SLOTS when that process has freed it. */
struct sim_share {
    uint64_t key, identity, bytes;
    uint32_t slot, gpu;
    int32_t gi, padding;
};

/* What a cgroup may have on a GPU. */
struct sim_limit {
    uint32_t used, gpu;
    uint64_t inode, name, soft, hard;
    char path[512];
};

struct sim_state {
    uint64_t magic;
    uint32_t version, gpus;
    uint64_t size, created_ns;
    char driver_version[32];
    uint32_t cuda_version;
    uint32_t event_sequence; /* a futex: changes with every event */
    uint32_t unloaded;       /* the kernel module is gone: nobody can open the driver */
    uint32_t loads;          /* how often it came back: what was opened before is of no use any more */
    uint64_t hang_until_ns;  /* until then no call of NVML returns */
    uint64_t turns;          /* how often the lock was taken */
    struct sim_gpu gpu[SIM_GPUS];
    struct sim_slot slot[SIM_SLOTS];
    uint64_t last_share;
    struct sim_share share[SIM_SHARES];
    struct sim_limit limit[SIM_LIMITS];
};

#endif
