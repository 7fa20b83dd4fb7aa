#!/usr/bin/env bash
# Runs the tests. Usage: ./test.sh [unit|integration|kubernetes|soak]...
#   unit         every room by itself; no GPU, no root needed
#   integration  real runc, docker and driver files (root)
#   kubernetes   a real cluster (root)
#   soak         the long matrices, which no other call runs
# Without a word: unit, integration and kubernetes. The last line counts all of them.
set -euo pipefail
cd "$(dirname "$0")"
. build/lib.sh
. build/test-parts.sh

[ $# -gt 0 ] || set -- unit integration kubernetes
for part in "$@"; do
    case $part in
    unit | integration | kubernetes | soak) ;;
    *) die "there is no test part '$part'. Use unit, integration, kubernetes or soak." ;;
    esac
done
require dotnet "the .NET SDK 10" "see https://learn.microsoft.com/dotnet/core/install/linux-debian"
for part in "$@"; do "part_$part"; done
finish
