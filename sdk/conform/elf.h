/* elf.h - what a shared library says of itself before anything of it runs. */
#ifndef KRAV_CONFORM_ELF_H
#define KRAV_CONFORM_ELF_H

#include <stdbool.h>
#include <stddef.h>

struct elf_facts {
    size_t n_exports;
    char other[100];   /* an export that is not krav_plugin_entry; empty: none */
    bool has_entry, is_bound_now, has_runtime_path;
};

/* False if the file is not a shared library for this machine. */
bool elf_read(const char *path, struct elf_facts *facts);

#endif
