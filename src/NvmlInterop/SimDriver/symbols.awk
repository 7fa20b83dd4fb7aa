# Reads the library's sources and writes the table of cuGetProcAddress: base name, first CUDA version, exported name.
/^API CUresult cu[A-Za-z0-9_]+\(/ { sub(/^API CUresult /, ""); sub(/\(.*/, ""); add($0) }
/^ALIAS\(/ { sub(/^ALIAS\(/, ""); sub(/,.*/, ""); add($0) }
BEGIN {
    since["cuCtxCreate_v3"] = 11040; since["cuCtxCreate_v4"] = 12050; since["cuGetProcAddress_v2"] = 12000
    since["cuEventElapsedTime_v2"] = 12080; since["cuDeviceGetUuid_v2"] = 11040; since["cuIpcOpenMemHandle_v2"] = 11000
    since["cuMemPrefetchAsync_v2"] = 12020; since["cuMemAdvise_v2"] = 12020
    since["cuStreamBeginCapture_v2"] = 10010; since["cuStreamGetCaptureInfo_v2"] = 11030; since["cuStreamGetCaptureInfo_v3"] = 12030
    since["cuStreamUpdateCaptureDependencies_v2"] = 12030
    since["cuGraphAddKernelNode_v2"] = 12000; since["cuGraphKernelNodeGetParams_v2"] = 12000; since["cuGraphKernelNodeSetParams_v2"] = 12000
    since["cuGraphExecKernelNodeSetParams_v2"] = 12000; since["cuGraphExecUpdate_v2"] = 12000; since["cuGraphInstantiate_v2"] = 11000
    since["cuGraphInstantiateWithFlags"] = 11040; since["cuGraphAddNode"] = 12020; since["cuGraphAddNode_v2"] = 12030
    since["cuGraphGetEdges_v2"] = 12030; since["cuGraphNodeGetDependencies_v2"] = 12030; since["cuGraphNodeGetDependentNodes_v2"] = 12030
    since["cuGraphAddDependencies_v2"] = 12030; since["cuGraphRemoveDependencies_v2"] = 12030
    # From version 12 on this name means the three-argument function.
    print "S(\"cuGraphInstantiate\", 12000, 0, cuGraphInstantiateWithFlags)"
}
function add(name,   base, plain, version, per_thread) {
    base = name
    per_thread = sub(/_pt[sd][sz]$/, "", base)
    plain = base
    version = 2000
    if (plain ~ /_v2$/) version = 3020
    if (plain in since) version = since[plain]
    sub(/_v[0-9]$/, "", base)
    if (name in seen) return
    seen[name] = 1
    printf "S(\"%s\", %d, %d, %s)\n", base, version, per_thread, name
}
