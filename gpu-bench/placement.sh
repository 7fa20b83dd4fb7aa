#!/usr/bin/env bash
# Replays one order of arrivals of a trace under one policy. See gpu-bench/README.md.
#   gpu-bench/placement.sh --nodes FILE --pods FILE --order FILE --policy NAME [--csv FILE]
# The last line is: POLICY allocated@100 X.XX frag@100 Y.YY decisions/s Z
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
require dotnet "the .NET SDK 10" "see https://learn.microsoft.com/dotnet/core/install/linux-debian"
step "benchmark" dotnet build "$top/gpu-bench/Placement" -c Release
# Not from the repository's top: the files are named as the caller sees them.
exec dotnet "$top/artifacts/net10.0/bin/PlacementBench/release/Coaster.GpuBench.Placement.dll" "$@"
