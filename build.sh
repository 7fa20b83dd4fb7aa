#!/usr/bin/env bash
# Builds everything into out/:
#   out/bin   the programs, compiled ahead of time       out/lib   the quota library and the folders that containers mount
#   out/sim   the simulated driver
# Usage: ./build.sh
set -euo pipefail
cd "$(dirname "$0")"
. build/lib.sh

require dotnet "the .NET SDK 10" "see https://learn.microsoft.com/dotnet/core/install/linux-debian"
packages gcc:gcc make:make ld:binutils
package_file /usr/include/stdio.h libc6-dev

step "simulated driver" make --silent -C src/NvmlInterop/SimDriver OUT="$PWD/out/sim"
step "quota library" make --silent -C src/Runtime/QuotaShim OUT="$PWD/out/lib"
for program in src/Runtime/Cli:coaster src/Runtime/Runtime:coaster-runtime src/DevicePlugin/Agent:coaster-agent \
    src/Scheduler/Scheduler:coaster-scheduler; do
    step "${program##*:}" publish "${program%%:*}" "${program##*:}"
done
say "built into out/: $(ls out/bin | tr '\n' ' ')"
