#!/usr/bin/env bash
# Programs that know nothing of GPUs say and end the same with the library as without. Prints "N passed, N failed".
set -uo pipefail
library=$1
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# same PROGRAM ARGUMENT...: skipped, and said so, where the program is not installed.
same() {
    command -v "$1" >/dev/null || { printf 'skipped %s: it is not installed\n' "$1"; return; }
    local without with
    "$@" >"$work/without" 2>&1 </dev/null
    without=$?
    LD_PRELOAD=$library "$@" >"$work/with" 2>&1 </dev/null
    with=$?
    if [ "$without" = "$with" ] && cmp -s "$work/without" "$work/with"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL %s: exit code %s without, %s with the library\n' "$*" "$without" "$with"
        diff "$work/without" "$work/with" | head -n 20
    fi
}

same bash -c 'echo a; ls /etc | sort | head -n 3; (exit 3); echo $?'
same sh -c 'echo b >&2; exit 42'
same python3 -c 'import ctypes, threading, subprocess, sys
t = [threading.Thread(target=lambda: ctypes.CDLL(None).strlen(b"x")) for _ in range(20)]
[x.start() for x in t]; [x.join() for x in t]
print(hasattr(ctypes.CDLL(None), "cuInit"), hasattr(ctypes.CDLL(None), "nvmlInit_v2"), ctypes.CDLL(None).strlen(b"four"))
print(subprocess.run(["sh", "-c", "exit 5"]).returncode); sys.exit(6)'
same python3 -c 'import os, sys
pid = os.fork()
if not pid: os._exit(9)
print(os.WEXITSTATUS(os.waitpid(pid, 0)[1])); raise SystemError("no")'
same perl -e 'use POSIX; print POSIX::strftime("%Y", gmtime(0)), "\n"; fork() or exit 1; wait; die "x\n"'
same node -e 'console.log([1,2,3].map(x => x * 2)); process.exit(7)'
same java -XX:+UseSerialGC -version
same dotnet --list-runtimes
same gdb --version
same env true

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
