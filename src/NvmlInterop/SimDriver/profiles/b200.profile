name = NVIDIA B200
pci_device = 0x290110DE
pci_subsystem = 0x199910DE
board_part = 692-2G525-0220-002
vbios = 97.00.82.00.11
brand = 14
architecture = 10
cc_major = 10
cc_minor = 0
sm_count = 148
cores_per_sm = 128
sm_clock_mhz = 1965
memory_clock_mhz = 3996
idle_clock_mhz = 120
threads_per_sm = 2048
shared_per_sm_kib = 228
l2_kib = 129536
bus_width = 7680
power_limit_w = 1000
power_min_w = 200
power_max_w = 1000
power_idle_w = 140
temperature_idle = 32
temperature_slowdown = 92
temperature_shutdown = 95
temperature_max = 87
temperature_memory_max = 95
pcie_gen = 6
pcie_width = 16
nvlinks = 18
nvlink_version = 7
nvlink_mbps = 53125
copy_engines = 4
ecc = 1
remapping = 1
gpm = 1
mig_capable = 1
memory_mib = 183359
reserved_mib = 729
bar1_mib = 262144
context_mib = 560
mig = 1g.23gb kind=0 id=19 slices=1 size=1 max=7 at=0,1,2,3,4,5,6 memory_mib=22016 sm=18 ce=2 dec=1 jpg=1
mig = 1g.23gb+me kind=7 id=20 slices=1 size=1 max=1 at=0,1,2,3,4,5,6 memory_mib=22016 sm=18 ce=2 dec=1 jpg=1 ofa=1
mig = 1g.45gb kind=9 id=15 slices=1 size=2 max=4 at=0,2,4,6 memory_mib=45312 sm=30 ce=2 dec=1 jpg=1
mig = 2g.45gb kind=1 id=14 slices=2 size=2 max=3 at=0,2,4 memory_mib=45312 sm=36 ce=4 dec=2 jpg=2
mig = 3g.90gb kind=2 id=9 slices=3 size=4 max=2 at=0,4 memory_mib=90880 sm=70 ce=6 dec=3 jpg=3
mig = 4g.90gb kind=3 id=5 slices=4 size=4 max=1 at=0 memory_mib=90880 sm=72 ce=8 dec=4 jpg=4
mig = 7g.180gb kind=4 id=0 slices=7 size=8 max=1 at=0 memory_mib=182528 sm=148 ce=16 dec=7 jpg=7 ofa=1
