# The parts of test.sh, and the counting. Sourced after lib.sh.
passed=0
failed=0
broken=0

# run_tests COMMAND...: shows what it prints, and adds what its runners counted.
run_tests() {
    local log status=0
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    local counts
    counts=$(awk '
        /Failed: +[0-9]+, Passed: +[0-9]+/ { gsub(/,/, ""); for (i = 1; i < NF; i++) { if ($i == "Failed:") f += $(i+1); if ($i == "Passed:") p += $(i+1) } }
        /^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 }
        END { print p + 0, f + 0 }' "$log")
    rm -f "$log"
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    # A runner that died counted nothing: that is a failure of its own.
    if [ "$status" != 0 ] && [ "${counts#* }" = 0 ]; then failed=$((failed + 1)); fi
    [ "$status" = 0 ] || broken=1
}

# The projects of a part, by their folders below tests/.
unit_projects() { find tests -name '*.Tests.csproj' -not -path 'tests/Integration/*' -not -path 'tests/Kubernetes/*' | sort; }

assembly() {
    local name
    name=$(basename "$1" .csproj)
    echo "artifacts/net10.0/bin/$name/debug/Coaster.$name.dll"
}

# Once for all parts: compiling ahead of time takes minutes.
build_programs() {
    [ -z "${programs_built:-}" ] || return 0
    ./build.sh
    programs_built=1
}

build_tests() {
    [ -z "${tests_built:-}" ] || return 0
    step "build the tests" dotnet build Coaster.slnx -v quiet
    tests_built=1
}

part_unit() {
    packages gcc:gcc make:make ld:binutils
    package_file /usr/include/stdio.h libc6-dev
    step "simulated driver" make --silent -C src/NvmlInterop/SimDriver OUT="$PWD/out/sim"
    export COASTER_SIM_HOME=$PWD/out/sim
    build_tests
    local assemblies=()
    for project in $(unit_projects); do assemblies+=("$(assembly "$project")"); done
    run_tests dotnet test "${assemblies[@]}" --nologo
    run_tests make --silent -C tests/NvmlInterop/SimDriver check
    run_tests dotnet artifacts/net10.0/bin/Fuzz/debug/Coaster.Fuzz.dll --inputs 20000
}

part_integration() {
    [ "$(id -u)" = 0 ] || die "cannot run the integration tests: they start containers. Run them as root."
    packages runc:runc busybox:busybox-static gcc:gcc tmux:tmux dockerd:docker.io docker-compose:docker-compose containerd:containerd podman:podman lxc-execute:lxc
    build_programs
    step "quota probes" make --silent -C tests/Integration/Programs
    step "device benchmark" dotnet publish gpu-bench/Device -c Release -p:CoasterFramework=net9.0 -o artifacts/publish/coaster-device-bench
    build_tests
    run_tests make --silent -C tests/Runtime/QuotaShim check check-sanitized
    run_tests make --silent -C tests/Runtime/QuotaShim/compute check check-sanitized
    run_tests tests/NvmlInterop/SimDriver/cli_test.sh out/bin/coaster out/sim
    run_tests dotnet test "$(assembly tests/Integration/Integration.Tests.csproj)" --nologo
}

# The program that starts a cluster is no part of the repository: COASTER_CLUSTER names it, or it lies beside the repository.
cluster_tool() {
    local tool=${COASTER_CLUSTER:-$PWD/../shared/kube/cluster}
    [ -f "$tool" ] && [ -x "$tool" ] && realpath "$tool"
}

part_kubernetes() {
    local tool
    if ! tool=$(cluster_tool); then
        [ -z "${COASTER_CLUSTER:-}" ] || die "cannot run the kubernetes tests: COASTER_CLUSTER names no program: $COASTER_CLUSTER. Correct it, or unset it."
        say "kubernetes: skipped, because nothing starts a cluster here: there is no ../shared/kube/cluster, and COASTER_CLUSTER names no other"
        return 0
    fi
    [ "$(id -u)" = 0 ] || die "cannot run the kubernetes tests: they start a cluster. Run them as root."
    packages gcc:gcc make:make busybox:busybox-static openssl:openssl runc:runc
    build_programs
    build_tests
    COASTER_CLUSTER=$tool run_tests dotnet test "$(assembly tests/Kubernetes/Kubernetes.Tests/Kubernetes.Tests.csproj)" --nologo
}

part_soak() {
    step "build the fuzzer" dotnet build tests/Fuzz/Fuzz -v quiet
    run_tests dotnet artifacts/net10.0/bin/Fuzz/debug/Coaster.Fuzz.dll --inputs 1000000
    part_integration_soak
}

part_integration_soak() {
    COASTER_SOAK=1 part_integration
    COASTER_SOAK=1 part_kubernetes
}

finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ] && [ "$broken" = 0 ]
}
