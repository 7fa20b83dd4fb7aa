#include "check.h"

#include <dlfcn.h>

#define LIMIT (1024 * MIB)

/* The file that the function is in. */
static const char *home_of(const void *function)
{
    Dl_info info;
    CHECK(function && dladdr(function, &info));
    const char *slash = strrchr(info.dli_fname, '/');
    return slash ? slash + 1 : info.dli_fname;
}

static bool is_ours(const void *function)
{
    return !strcmp(home_of(function), "libcoaster-quota.so");
}

static void *helper(const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/../%s", out(), name);
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        printf("  %s\n", dlerror());
    CHECK(library);
    return library;
}

TEST(Dlsym_WithoutADriver_FindsNothing)
{
    CHECK(!dlsym(RTLD_DEFAULT, "cuInit"));
    CHECK(dlerror());
    CHECK(!dlsym(RTLD_NEXT, "cuInit"));
    CHECK(!dlsym(dlopen(NULL, RTLD_NOW), "cuMemAlloc_v2"));
    CHECK(!dlsym(RTLD_DEFAULT, "nvmlDeviceGetMemoryInfo"));
    CHECK(dlsym(RTLD_DEFAULT, "strlen") && dlsym(RTLD_NEXT, "strlen"));
}

TEST(Dlsym_ByHandle_GivesTheHook)
{
    CHECK(is_ours(function_of(cuda_library(), "cuInit")));
    CHECK(is_ours(function_of(cuda_library(), "cuGetProcAddress_v2")));
    CHECK(is_ours(function_of(nvml_library(), "nvmlDeviceGetMemoryInfo_v2")));
    CHECK(!is_ours(function_of(cuda_library(), "cuDeviceGetCount")));
    CHECK(!is_ours(driver_function(cuda_library(), "cuInit")));
    CHECK(!dlsym(nvml_library(), "cuInit"));
    CHECK(!dlsym(cuda_library(), "cuNoSuchFunction"));
}

/* The simulated driver is not of an age to have it. */
TEST(Dlsym_OfWhatTheDriverLacks_FindsNothing)
{
    CHECK(!driver_function(cuda_library(), "cuMemAlloc"));
    CHECK(!dlsym(cuda_library(), "cuMemAlloc"));
    CHECK(!dlsym(RTLD_DEFAULT, "cuMemAlloc"));
    CHECK(dlerror());
}

TEST(Dlsym_OfTheWholeProgram_GivesTheHook)
{
    CHECK(dlopen(library_path("libcuda.so.1"), RTLD_NOW | RTLD_GLOBAL));
    CHECK(is_ours(dlsym(RTLD_DEFAULT, "cuInit")));
    CHECK(is_ours(dlsym(dlopen(NULL, RTLD_NOW), "cuInit")));
    CHECK(is_ours(dlsym(RTLD_NEXT, "cuInit")));
    CHECK(!is_ours(dlsym(RTLD_DEFAULT, "cuDeviceGetCount")));
}

/* The wrapper is loaded before the driver: its own is what the program gets, the hook is what comes next behind it. */
TEST(Dlsym_FromAWrapper_LooksBehindIt)
{
    void *wrapper = helper("libwrapper.so");
    CHECK(dlopen(library_path("libcuda.so.1"), RTLD_NOW | RTLD_GLOBAL));
    void *(*next)(const char *) = (void *(*)(const char *))dlsym(wrapper, "wrapper_next");
    void *(*all)(const char *) = (void *(*)(const char *))dlsym(wrapper, "wrapper_default");
    CHECK(!strcmp(home_of(dlsym(RTLD_DEFAULT, "cuMemFree_v2")), "libwrapper.so"));
    CHECK(!strcmp(home_of(dlsym(wrapper, "cuMemFree_v2")), "libwrapper.so"));
    CHECK(is_ours(next("cuMemFree_v2")));
    CHECK(is_ours(next("cuMemAlloc_v2")));
    CHECK(is_ours(all("cuInit")));
    CHECK(!strcmp(home_of(all("cuMemFree_v2")), "libwrapper.so"));
}

/* Loaded behind the driver, there is nothing behind it. */
TEST(Dlsym_FromAWrapperBehindTheDriver_FindsNothing)
{
    CHECK(dlopen(library_path("libcuda.so.1"), RTLD_NOW | RTLD_GLOBAL));
    void *(*next)(const char *) = (void *(*)(const char *))dlsym(helper("libwrapper.so"), "wrapper_next");
    CHECK(!next("cuMemAlloc_v2"));
    CHECK(dlerror());
}

TEST(Dlvsym_SaysWhatLibcSays)
{
    CHECK(dlvsym(RTLD_DEFAULT, "dlsym", DLSYM_VERSION));
    CHECK(!dlvsym(cuda_library(), "cuInit", "NO_SUCH_VERSION"));
    CHECK(!dlvsym(RTLD_DEFAULT, "cuInit", "GLIBC_2.2.5"));
    CHECK(!dlvsym(RTLD_NEXT, "strlen", "NO_SUCH_VERSION"));
}

TEST(Dlsym_OfAReloadedDriver_FindsTheNewOne)
{
    make_gpus();
    for (int i = 0; i < 3; i++) {
        void *library = dlopen(library_path("libcuda.so.1"), RTLD_NOW);
        int version = 0;
        void *ask = dlsym(library, "cuGetProcAddress_v2"), *found = NULL;
        CHECK(is_ours(ask));
        EQUAL(((CUresult(*)(const char *, void **, int, cuuint64_t, int *))ask)("cuDriverGetVersion", &found, 12000, 0, NULL), 0);
        EQUAL(((CUresult(*)(int *))found)(&version), 0);
        CHECK(version > 0);
        dlclose(library);
    }
}

TEST(ProcAddress_GivesTheHookOfTheRightVersion)
{
    void *found = NULL;
    int status = 9;
    CUresult (*ask)(const char *, void **, int, cuuint64_t, int *) =
        (CUresult(*)(const char *, void **, int, cuuint64_t, int *))function_of(cuda_library(), "cuGetProcAddress_v2");
    EQUAL(ask("cuMemAlloc", &found, 12000, 0, &status), 0);
    EQUAL(status, 0);
    CHECK(found == function_of(cuda_library(), "cuMemAlloc_v2") && is_ours(found));
    EQUAL(ask("cuDeviceGetCount", &found, 12000, 0, &status), 0);
    CHECK(!is_ours(found));
    EQUAL(ask("cuNoSuchThing", &found, 12000, 0, &status), 0);
    CHECK(!found);
    EQUAL(status, 1);
}

/* Then the name and the version decide. */
TEST(ProcAddress_OfADriverWithOtherAddresses_GivesTheHookByName)
{
    enum { PER_THREAD = 2 };
    void *driver = helper("libodd.so"), *found = NULL;
    CUresult (*ask)(const char *, void **, int, cuuint64_t, int *) =
        (CUresult(*)(const char *, void **, int, cuuint64_t, int *))function_of(driver, "cuGetProcAddress_v2");
    const struct { const char *name; int version; cuuint64_t flags; const char *expected; } cases[] = {
        {"cuMemAlloc", 12000, 0, "cuMemAlloc_v2"}, {"cuMemAlloc", 2000, 0, "cuMemAlloc"}, {"cuMemAllocAsync", 12000, 0, "cuMemAllocAsync"},
        {"cuMemAllocAsync", 12000, PER_THREAD, "cuMemAllocAsync_ptsz"}, {"cuGetProcAddress", 12000, 0, "cuGetProcAddress_v2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        EQUAL(ask(cases[i].name, &found, cases[i].version, cases[i].flags, NULL), 0);
        CHECK(found == function_of(driver, cases[i].expected) && is_ours(found));
    }
    EQUAL(ask("cuMemAllocate", &found, 12000, 0, NULL), 0);
    CHECK(!is_ours(found));
    EQUAL(ask("cuNone", &found, 12000, 0, NULL), 0);
    CHECK(!found);
}

/* The CUDA runtime's own tables are no news; one that nobody knows is, and so is one that makes contexts. */
TEST(PrivateTables_NotKnownToBeHarmless_AreCounted)
{
    static const CUuuid runtime = {{0x6b, 0xd5, 0xfb, 0x6c, 0x5b, 0xf4, 0xe7, 0x4a, 0x89, 0x87, 0xd9, 0x39, 0x12, 0xfd, 0x9d, 0xf9}};
    static const CUuuid contexts = {{0x0c, 0xa5, 0x0b, 0x8c, 0x10, 0x04, 0x92, 0x9a, 0x89, 0xa7, 0xd0, 0xdf, 0x10, 0xe7, 0x72, 0x86}}, unknown = {{1}};
    const void *table = NULL;
    make_gpus();
    make_region(4096 * MIB);
    CUresult (*get)(const void **, const CUuuid *) =
        (CUresult(*)(const void **, const CUuuid *))function_of(helper("libodd.so"), "cuGetExportTable");
    CHECK(is_ours((void *)get));
    EQUAL(get(&table, &runtime), 0);
    CHECK(table);
    EQUAL(counters()->private_tables, 0);
    EQUAL(get(&table, &contexts), 0);
    EQUAL(get(&table, &unknown), 0);
    EQUAL(counters()->private_tables, 2);
}

TEST(PrivateTables_ThatTheDriverHasNot_AreNotCounted)
{
    static const CUuuid unknown = {{1}};
    const void *table = NULL;
    make_gpus();
    make_region(4096 * MIB);
    EQUAL(CUDA(cuGetExportTable, (const void **, const CUuuid *), &table, &unknown), CUDA_ERROR_NOT_FOUND);
    EQUAL(CUDA(cuGetExportTable, (const void **, const CUuuid *), &table, NULL), CUDA_ERROR_INVALID_VALUE);
    EQUAL(counters()->private_tables, 0);
}

static void output_of(const char *line, char *text, size_t size)
{
    FILE *pipe = popen(line, "r");
    CHECK(pipe);
    text[fread(text, 1, size - 1, pipe)] = 0;
    EQUAL(pclose(pipe), 0);
}

TEST(LinkedProgram_IsHeld)
{
    char line[1024], text[64];
    make_gpus();
    make_region(LIMIT);
    snprintf(line, sizeof line, "%s/../linked", out());
    output_of(line, text, sizeof text);
    EQUAL(atoi(text), 512);
}

TEST(EarlyMallocReplacement_WorksAsWithout)
{
    char line[2048], text[64];
    if (strchr(getenv("QUOTA_TEST_LIBRARY"), ' ')) {
        printf("skipped EarlyMallocReplacement: a sanitizer replaces malloc itself\n");
        return;
    }
    make_gpus();
    make_region(LIMIT);
    snprintf(line, sizeof line, "LD_PRELOAD='%s %s/../libearly.so' %s/../linked", getenv("LD_PRELOAD"), out(), out());
    output_of(line, text, sizeof text);
    EQUAL(atoi(text), 512);
    snprintf(line, sizeof line, "LD_PRELOAD='%s/../libearly.so %s' %s/../linked", out(), getenv("LD_PRELOAD"), out());
    output_of(line, text, sizeof text);
    EQUAL(atoi(text), 512);
    void *early = helper("libearly.so");
    EQUAL(*(int *)dlsym(early, "early_found"), 1);
}

TEST(OpenMpProgram_ManyThreadsAtOnce_Work)
{
    char line[2048], text[64];
    make_gpus();
    make_region(LIMIT);
    snprintf(line, sizeof line, "%s/../threads '%s'", out(), library_path("libcuda.so.1"));
    output_of(line, text, sizeof text);
    EQUAL(atoi(text), 0);
    EQUAL(used_in_all(), 0);
}

const struct test resolve_tests[] = {
    ENTRY(Dlsym_WithoutADriver_FindsNothing), ENTRY(Dlsym_ByHandle_GivesTheHook), ENTRY(Dlsym_OfWhatTheDriverLacks_FindsNothing),
    ENTRY(Dlsym_OfTheWholeProgram_GivesTheHook), ENTRY(Dlsym_FromAWrapper_LooksBehindIt), ENTRY(Dlsym_FromAWrapperBehindTheDriver_FindsNothing),
    ENTRY(Dlvsym_SaysWhatLibcSays), ENTRY(Dlsym_OfAReloadedDriver_FindsTheNewOne), ENTRY(ProcAddress_GivesTheHookOfTheRightVersion),
    ENTRY(ProcAddress_OfADriverWithOtherAddresses_GivesTheHookByName), ENTRY(PrivateTables_NotKnownToBeHarmless_AreCounted),
    ENTRY(PrivateTables_ThatTheDriverHasNot_AreNotCounted), ENTRY(LinkedProgram_IsHeld), ENTRY(EarlyMallocReplacement_WorksAsWithout), ENTRY(OpenMpProgram_ManyThreadsAtOnce_Work), {NULL, NULL},
};
