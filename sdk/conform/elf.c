#include "conform/elf.h"

#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct image {
    const uint8_t *bytes;
    size_t len;
};

/* NULL if it is not all within the file. */
static const void *at(const struct image *m, uint64_t offset, uint64_t n) {
    return offset <= m->len && n <= m->len - offset ? m->bytes + offset : NULL;
}

static const char *string_at(const struct image *m, const Elf64_Shdr *table, uint64_t i) {
    const char *s = i < table->sh_size ? at(m, table->sh_offset + i, 1) : NULL;
    return s && memchr(s, '\0', table->sh_size - i) && at(m, table->sh_offset, table->sh_size)
               ? s
               : "?";
}

static void read_symbols(const struct image *m, const Elf64_Shdr *sections, size_t n_sections,
                         const Elf64_Shdr *symbols, struct elf_facts *facts) {
    const size_t n = symbols->sh_entsize == sizeof(Elf64_Sym) ? symbols->sh_size / sizeof(Elf64_Sym)
                                                               : 0;
    const Elf64_Sym *list = at(m, symbols->sh_offset, n * sizeof *list);
    if (!list || symbols->sh_link >= n_sections) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const unsigned char bind = ELF64_ST_BIND(list[i].st_info);
        const unsigned char seen = ELF64_ST_VISIBILITY(list[i].st_other);
        if (list[i].st_shndx == SHN_UNDEF || list[i].st_shndx == SHN_ABS || bind == STB_LOCAL ||
            seen == STV_HIDDEN || seen == STV_INTERNAL) {
            continue;
        }
        const char *name = string_at(m, &sections[symbols->sh_link], list[i].st_name);
        facts->n_exports++;
        if (strcmp(name, "krav_plugin_entry") == 0) {
            facts->has_entry = true;
        } else if (facts->other[0] == '\0') {
            snprintf(facts->other, sizeof facts->other, "%s", name);
        }
    }
}

static void read_dynamic(const struct image *m, const Elf64_Shdr *section,
                         struct elf_facts *facts) {
    const size_t n = section->sh_size / sizeof(Elf64_Dyn);
    const Elf64_Dyn *list = at(m, section->sh_offset, n * sizeof *list);
    for (size_t i = 0; list && i < n && list[i].d_tag != DT_NULL; i++) {
        const uint64_t v = list[i].d_un.d_val;
        facts->is_bound_now |= list[i].d_tag == DT_BIND_NOW ||
                               (list[i].d_tag == DT_FLAGS && (v & DF_BIND_NOW)) ||
                               (list[i].d_tag == DT_FLAGS_1 && (v & DF_1_NOW));
        facts->has_runtime_path |= list[i].d_tag == DT_RPATH || list[i].d_tag == DT_RUNPATH;
    }
}

static bool read_image(const struct image *m, struct elf_facts *facts) {
    const Elf64_Ehdr *header = at(m, 0, sizeof *header);
    if (!header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
        header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_DYN ||
        header->e_shentsize != sizeof(Elf64_Shdr)) {
        return false;
    }
    const Elf64_Shdr *sections =
        at(m, header->e_shoff, (uint64_t)header->e_shnum * sizeof *sections);
    for (size_t i = 0; sections && i < header->e_shnum; i++) {
        if (sections[i].sh_type == SHT_DYNSYM) {
            read_symbols(m, sections, header->e_shnum, &sections[i], facts);
        } else if (sections[i].sh_type == SHT_DYNAMIC) {
            read_dynamic(m, &sections[i], facts);
        }
    }
    return sections != NULL;
}

bool elf_read(const char *path, struct elf_facts *facts) {
    *facts = (struct elf_facts){0};
    struct stat st;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool read = false;
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            read = read_image(&(struct image){bytes, (size_t)st.st_size}, facts);
            munmap(bytes, (size_t)st.st_size);
        }
    }
    close(fd);
    return read;
}
