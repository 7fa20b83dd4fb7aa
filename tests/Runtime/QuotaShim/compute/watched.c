/* A sanitizer has to be there before the library that replaces dlsym, and cannot be: watched, the hooks are in the program itself. */
#include <dlfcn.h>
#include <stddef.h>

void *__real_dlsym(void *handle, const char *name);
void *__wrap_dlsym(void *handle, const char *name);

void *__wrap_dlsym(void *handle, const char *name)
{
    void *hook = __real_dlsym(RTLD_DEFAULT, name);
    return hook ? hook : __real_dlsym(handle, name);
}
