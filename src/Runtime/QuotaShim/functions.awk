# Reads the sources and writes the list of functions: HOOK for what the shim exports, REAL for what it only asks the driver. Sorted by the caller.
function name_in(text) { sub(/[^A-Za-z0-9_].*/, "", text); return text }
function add(kind, name) {
    if (!(name ~ /^(cu[A-Z]|nvml[A-Z])/) || name in seen) return
    seen[name] = 1
    printf "%s(%s, %s)\n", kind, name, name ~ /^cu/ ? "CQ_CUDA" : "CQ_NVML"
}
/^(HOT )?API [A-Za-z_]+ \*?[A-Za-z0-9_]+\(/ { text = $0; sub(/^(HOT )?API [A-Za-z_]+ \*?/, "", text); add("HOOK", name_in(text)) }
/^DRIVER_FUNCTION\(/ { text = $0; sub(/^[A-Z_]+\(/, "", text); add("REAL", name_in(text)); next }
/^[A-Z_]+\((cu|nvml)[A-Z]/ { text = $0; sub(/^[A-Z_]+\(/, "", text); add("HOOK", name_in(text)) }
