name = NVIDIA A100-SXM4-80GB
pci_device = 0x20B210DE
pci_subsystem = 0x146310DE
board_part = 692-2G506-0200-002
vbios = 92.00.45.00.03
brand = 14
architecture = 7
cc_major = 8
cc_minor = 0
sm_count = 108
cores_per_sm = 64
sm_clock_mhz = 1410
memory_clock_mhz = 1593
idle_clock_mhz = 210
threads_per_sm = 2048
shared_per_sm_kib = 164
l2_kib = 40960
bus_width = 5120
power_limit_w = 400
power_min_w = 100
power_max_w = 400
power_idle_w = 52
temperature_idle = 31
temperature_slowdown = 89
temperature_shutdown = 92
temperature_max = 85
temperature_memory_max = 95
pcie_gen = 4
pcie_width = 16
nvlinks = 12
nvlink_version = 4
nvlink_mbps = 25000
copy_engines = 3
ecc = 1
remapping = 1
mig_capable = 1
memory_mib = 81920
reserved_mib = 871
bar1_mib = 131072
context_mib = 430
mig = 1g.10gb kind=0 id=19 slices=1 size=1 max=7 at=0,1,2,3,4,5,6 memory_mib=9856 sm=14 ce=1
mig = 1g.10gb+me kind=7 id=20 slices=1 size=1 max=1 at=0,1,2,3,4,5,6 memory_mib=9856 sm=14 ce=1 dec=1 jpg=1 ofa=1
mig = 1g.20gb kind=9 id=15 slices=1 size=2 max=4 at=0,2,4,6 memory_mib=19968 sm=14 ce=1 dec=1
mig = 2g.20gb kind=1 id=14 slices=2 size=2 max=3 at=0,2,4 memory_mib=19968 sm=28 ce=2 dec=1
mig = 3g.40gb kind=2 id=9 slices=3 size=4 max=2 at=0,4 memory_mib=40192 sm=42 ce=3 dec=2
mig = 4g.40gb kind=3 id=5 slices=4 size=4 max=1 at=0 memory_mib=40192 sm=56 ce=4 dec=2
mig = 7g.80gb kind=4 id=0 slices=7 size=8 max=1 at=0 memory_mib=80384 sm=98 ce=7 dec=5 jpg=1 ofa=1
