#!/usr/bin/env bash
# Shows the product on this machine: four containers side by side, each with exactly the GPU that was booked for it. Uses the machine's GPUs
# when it has a driver, and simulates eight H200s when it has none. Everything is in a folder of its own, which is removed at the end.
set -euo pipefail
cd "$(dirname "$0")"
. build/lib.sh
[ "$(id -u)" = 0 ] || die "cannot run the demo: it starts containers. Run: sudo ./demo.sh"

heading() { printf '\n\033[1m%s\033[0m\n' "$*" | { [ -t 1 ] && cat || sed 's/\x1b\[[0-9;]*m//g'; }; }
show() { printf '$ %s\n' "$*" && "$@"; }

heading "1. Build"
packages runc:runc busybox:busybox-static
./build.sh
PATH=$PWD/out/bin:$PATH

work=$(mktemp -d /run/coaster-demo.XXXXXX)
containers=()
cleanup() {
    for pid in "${containers[@]}"; do
        disown "$pid" 2>/dev/null || true
        kill -9 "$pid" 2>/dev/null || true
    done
    coaster ps >/dev/null 2>&1 || true
    [ ! -e "$work/sim" ] || coaster sim down --force --dir "$work/sim" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
printf '{"stateDirectory": "%s/state"}\n' "$work" >"$work/config.json"
export COASTER_CONFIG=$work/config.json

heading "2. The GPUs"
if coaster gpus >/dev/null 2>&1; then
    say "This machine has a driver: its own GPUs are used."
else
    say "This machine has no NVIDIA driver: eight H200s are simulated."
    driver=$(coaster sim up --dir "$work/sim")
    eval "$driver"
fi
gpus=$(coaster gpus -o json | grep -c '"index"')
show coaster gpus

heading "3. Four containers, four shares"
build/rootfs.sh "$work/root" out/sim/bin/gpu-workload
cat >"$work/root/bin/look" <<'INSIDE'
#!/bin/sh
# What one container sees. $1 is a GPU of the machine that it was not given, $2 the memory to take.
echo "my devices:    $(cd /dev && echo nvidia*)"
nvidia-smi -L | sed 's/^/my GPU:        /'
mknod /dev/not-mine c 195 "$1"
cat /dev/not-mine 2>&1 | sed 's/^/not my GPU:    /'
exec gpu-workload --mem "$2" --util 25 --seconds 600
INSIDE
chmod +x "$work/root/bin/look"

# start NAME SPEC OTHER_GPU MIB
start() {
    printf '$ coaster run --name %s --gpus %s --rootfs … -- look %s %s\n' "$1" "$2" "$3" "$4"
    coaster run --name "$1" --gpus "$2" --rootfs "$work/root" -- look "$3" "$4" >"$work/$1.log" 2>&1 &
    containers+=($!)
}
# A GPU that none of the four gets; on a small machine one that is not there, which the kernel refuses as well.
other=$((gpus > 3 ? gpus - 1 : 31))
start web mem=2Gi "$other" 1024
start notebook mem=4Gi,core=20 "$other" 2048
start training block=50 "$other" 3072
if [ "$gpus" -ge 3 ]; then start llm 2 "$other" 4096; else start batch mem=1Gi,core=10! "$other" 512; fi
for i in $(seq 150); do
    [ "$(grep -l '^holding' "$work"/*.log 2>/dev/null | wc -l)" = 4 ] && break
    sleep 0.2
done

sleep 2 # for the utilisation to show
heading "4. From outside"
sleep 2 # for a second of work to show as utilisation
show coaster gpus
echo
show coaster ps

heading "5. From inside"
for log in "$work"/*.log; do
    printf '%s\n' "$(basename "$log" .log)"
    sed 's/^/    /' "$log"
done
[ "$(grep -l '^holding' "$work"/*.log | wc -l)" = 4 ] || die "not every container took its memory: see above."

heading "6. One of them is killed with -9, and what it had is free"
disown "${containers[0]}"
kill -9 "${containers[0]}"
show coaster ps

say ""
say "Done. Your turn: see the tour in README.md."
