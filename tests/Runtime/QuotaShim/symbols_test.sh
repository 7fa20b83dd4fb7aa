#!/usr/bin/env bash
# The library's needs: libc alone, nothing newer than glibc 2.17, nothing that runs when it is loaded. Prints "N passed, N failed".
set -euo pipefail
library=$1
passed=0
failed=0

expect_none() {
    local what=$1 found=$2
    if [ -z "$found" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL %s: %s\n' "$what" "$found"
    fi
}

newer() { objdump -T "$library" | sed -n 's/.*(GLIBC_\([0-9.]*\)).*/\1/p' | sort -Vu | awk -F. '$1 > 2 || $2 > 17'; }
expect_none "symbols newer than glibc 2.17" "$(newer | tr '\n' ' ')"
expect_none "libraries besides libc" "$(readelf -d "$library" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -vE '^(libc\.so\.6|ld-linux[^/]*)$' || true)"
expect_none "constructors or destructors" "$(readelf -d "$library" | grep -E '\((INIT|FINI|INIT_ARRAY|FINI_ARRAY)\)' || true)"
expect_none "thread-local storage" "$(readelf -lW "$library" | grep -w TLS || true)"
expect_none "calls that this library must not make" "$(objdump -T "$library" | grep -wE 'dlopen|dlsym|dlvsym|malloc|free|exit|_exit|umask|signal|sigaction|pthread_create|fork' | grep UND || true)"
expect_none "exported names of ours" "$(objdump -T "$library" | awk '/ g / && !/UND/ { print $NF }' | grep -vE '^(cu[A-Z]|nvml[A-Z]|dlsym$|dlvsym$)' || true)"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
