#!/bin/sh
# Tests `coaster sim` itself. usage: cli_test.sh COASTER SIM_HOME
coaster=$1
export COASTER_SIM_HOME="$2"
work=$(mktemp -d)
dir="$work/it's here"
passed=0 failed=0

check() { # name, then a command that must succeed
    name=$1
    shift
    if "$@" >"$work/out" 2>"$work/err"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $name"
        cat "$work/out" "$work/err"
    fi
}
refuses() { # expected text, then a command that must exit 125 with it in its one line
    text=$1
    shift
    "$@" >"$work/o" 2>"$work/e"
    [ $? -eq 125 ] && [ "$(grep -c ^ "$work/e")" = 1 ] && grep -q "^coaster: .*$text" "$work/e"
}
lists() { "$COASTER_DRIVER_ROOT/usr/bin/nvidia-smi" -L | grep -q "$1"; }

check "up prints one line to evaluate" "$coaster" sim up --dir "$dir" --gpus h200:2,t4 --mig
[ "$(grep -c ^ "$work/out")" = 1 ] || { failed=$((failed + 1)); echo "FAIL more than one line on stdout"; }
eval "$(cat "$work/out")"
check "the root is where it says" [ -d "$COASTER_DRIVER_ROOT/proc/driver/nvidia" ]
LD_LIBRARY_PATH=$(dirname "$(find "$COASTER_DRIVER_ROOT/usr/lib" -name libcuda.so.1)")
export LD_LIBRARY_PATH
check "nvidia-smi lists the GPUs" lists "GPU 2: Tesla T4"
check "and the MIG devices" lists "MIG 3g.71gb"
check "set changes a reading" "$coaster" sim set 2 temperature=77 --dir "$dir"
check "an unknown field names the fields" refuses "Use one of: util" "$coaster" sim set 0 heat=1 --dir "$dir"
check "an unknown model names the models" refuses "h200" "$coaster" sim up --dir "$work/other" --gpus h2000
"$COASTER_SIM_HOME/bin/gpu-workload" --mem 10 --seconds 60 >"$work/workload" &
holder=$!
until grep -q holding "$work/workload"; do kill -0 $holder || break; sleep 0.1; done
check "up refuses while it is used" refuses gpu-workload "$coaster" sim up --dir "$dir"
check "down refuses while it is used" refuses gpu-workload "$coaster" sim down --dir "$dir"
kill -9 $holder
wait $holder 2>"$work/err"
check "a second up replaces the first" "$coaster" sim up --dir "$dir" --gpus a10
check "nvidia-smi sees the new one" lists "GPU 0: NVIDIA A10"
check "down removes everything" "$coaster" sim down --dir "$dir"
check "no trace is left" [ ! -e "$dir" ]
check "down again is no failure" "$coaster" sim down --dir "$dir"
rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
