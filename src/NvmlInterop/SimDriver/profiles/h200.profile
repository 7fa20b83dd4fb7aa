name = NVIDIA H200
pci_device = 0x233510DE
pci_subsystem = 0x18BE10DE
board_part = 692-2G520-0280-001
vbios = 96.00.BC.00.01
brand = 14
architecture = 9
cc_major = 9
cc_minor = 0
sm_count = 132
cores_per_sm = 128
sm_clock_mhz = 1980
memory_clock_mhz = 3201
idle_clock_mhz = 345
threads_per_sm = 2048
shared_per_sm_kib = 228
l2_kib = 61440
bus_width = 6144
power_limit_w = 700
power_min_w = 200
power_max_w = 700
power_idle_w = 75
temperature_idle = 30
temperature_slowdown = 89
temperature_shutdown = 92
temperature_max = 87
temperature_memory_max = 95
pcie_gen = 5
pcie_width = 16
nvlinks = 18
nvlink_version = 6
nvlink_mbps = 26562
copy_engines = 3
ecc = 1
remapping = 1
gpm = 1
mig_capable = 1
memory_mib = 143771
reserved_mib = 606
bar1_mib = 262144
context_mib = 510
mig = 1g.18gb kind=0 id=19 slices=1 size=1 max=7 at=0,1,2,3,4,5,6 memory_mib=16384 sm=16 ce=1 dec=1 jpg=1
mig = 1g.18gb+me kind=7 id=20 slices=1 size=1 max=1 at=0,1,2,3,4,5,6 memory_mib=16384 sm=16 ce=1 dec=1 jpg=1 ofa=1
mig = 1g.35gb kind=9 id=15 slices=1 size=2 max=4 at=0,2,4,6 memory_mib=33280 sm=26 ce=1 dec=1 jpg=1
mig = 2g.35gb kind=1 id=14 slices=2 size=2 max=3 at=0,2,4 memory_mib=33280 sm=32 ce=2 dec=2 jpg=2
mig = 3g.71gb kind=2 id=9 slices=3 size=4 max=2 at=0,4 memory_mib=71168 sm=60 ce=3 dec=3 jpg=3
mig = 4g.71gb kind=3 id=5 slices=4 size=4 max=1 at=0 memory_mib=71168 sm=64 ce=4 dec=4 jpg=4
mig = 7g.141gb kind=4 id=0 slices=7 size=8 max=1 at=0 memory_mib=143360 sm=132 ce=8 dec=7 jpg=7 ofa=1
