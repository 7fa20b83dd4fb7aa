#include "symbols.h"

#include <string.h>

#define S(name, version, per_thread, function) extern char function[];
#include "symbols.inc"
#undef S

static const struct symbol symbols[] = {
#define S(name, version, per_thread, function) {name, #function, version, per_thread, function},
#include "symbols.inc"
#undef S
};

static bool better(const struct symbol *candidate, const struct symbol *best, bool per_thread)
{
    if (!best || candidate->version != best->version)
        return !best || candidate->version > best->version;
    return candidate->per_thread == per_thread;
}

const struct symbol *find_symbol(const char *name, int version, bool per_thread, int *status)
{
    const struct symbol *best = NULL;
    *status = NAME_UNKNOWN;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        const struct symbol *symbol = &symbols[i];
        /* A version in the name asks for exactly that function. */
        if (!strcmp(symbol->exported, name) && strcmp(symbol->name, name)) {
            *status = FOUND;
            return symbol;
        }
        if (strcmp(symbol->name, name) || (symbol->per_thread && !per_thread))
            continue;
        *status = *status == NAME_UNKNOWN ? VERSION_TOO_OLD : *status;
        if (symbol->version <= version && better(symbol, best, per_thread))
            best = symbol;
    }
    *status = best ? FOUND : *status;
    return best;
}

