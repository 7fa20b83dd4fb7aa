# Reads the library's sources and writes the table of cuGetProcAddress: base name, first CUDA version, exported name.
/^API CUresult cu[A-Za-z0-9_]+\(/ { sub(/^API CUresult /, ""); sub(/\(.*/, ""); add($0) }
/^ALIAS\(/ { sub(/^ALIAS\(/, ""); sub(/,.*/, ""); add($0) }
function add(name,   base, plain, version, per_thread) {
    base = name
    per_thread = sub(/_pt[sd][sz]$/, "", base)
    plain = base
    version = 2000
    if (plain ~ /_v2$/) version = 3020
    if (plain ~ /_v3$/) version = 11040
    if (plain ~ /_v4$/) version = 12050
    if (plain == "cuGetProcAddress_v2") version = 12000
    if (plain == "cuEventElapsedTime_v2") version = 12080
    if (plain == "cuDeviceGetUuid_v2") version = 11040
    sub(/_v[0-9]$/, "", base)
    if (name in seen) return
    seen[name] = 1
    printf "S(\"%s\", %d, %d, %s)\n", base, version, per_thread, name
}
