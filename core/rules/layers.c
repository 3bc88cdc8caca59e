/* layers.c - see layers.h. */
#include "rules/layers.h"

#include "rules/tokens.h"

#include <string.h>

static const char INIT[] = "init.lua";

struct text layers_extends(struct text init) {
    struct arena arena;
    struct tokens tokens;
    struct text found = {NULL, 0};
    bool declares = false;
    arena_init(&arena);
    tokens_read(init, &arena, &tokens);
    for (uint32_t i = 0; i < tokens.n && !found.ptr; i++) {
        const struct token value = tokens_at(&tokens, i + 2);
        declares = declares || token_is(tokens_at(&tokens, i), "workflow");
        if (declares && token_is(tokens_at(&tokens, i), "extends") &&
            token_is(tokens_at(&tokens, i + 1), "=") && value.type == TOKEN_STRING) {
            found = value.text;
        }
    }
    arena_fini(&arena);
    return found;
}

int32_t layers_line(struct text init, struct text name) {
    int32_t line = 1;
    for (const char *at = init.ptr; at < name.ptr; at++) {
        line += *at == '\n';
    }
    return line;
}

bool layers_name_is_well(struct text name) {
    for (size_t i = 0; i < name.len; i++) {
        const char ch = name.ptr[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '-' || ch == '_')) {
            return false;
        }
    }
    return name.len > 0 && name.len <= LAYER_NAME_MAX;
}

/* "standard/later.lua" is in the layer "standard"; the bundle's own files are in none. */
static bool stands_in(struct text layer, struct text path) {
    return path.len > layer.len + 1 && text_starts(path, layer) && path.ptr[layer.len] == '/';
}

uint32_t layers_of(const struct layers *l, struct text path) {
    for (uint32_t i = 1; i < l->n; i++) {
        if (stands_in(l->names[i], path)) {
            return i;
        }
    }
    return 0;
}

bool layers_is_init(const struct layers *l, uint32_t layer, struct text path) {
    const struct text name = l->names[layer];
    const size_t skip = layer == 0 ? 0 : name.len + 1;
    return (layer == 0 || stands_in(name, path)) &&
           text_is((struct text){path.ptr + skip, path.len - skip}, INIT);
}

static const struct bundle_file *init_of(const struct bundle_source *s, const struct layers *l,
                                         uint32_t layer) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        if (layers_is_init(l, layer, s->files[i].path)) {
            return &s->files[i];
        }
    }
    return NULL;
}

static bool is_known(const struct layers *l, struct text name) {
    for (uint32_t i = 1; i < l->n; i++) {
        if (text_eq(l->names[i], name)) {
            return true;
        }
    }
    return false;
}

void layers_read(const struct bundle_source *s, struct layers *out, struct faults *faults) {
    *out = (struct layers){.n = 1};
    const struct bundle_file *init = init_of(s, out, 0);
    while (init) {
        const struct text name = layers_extends(init->content);
        if (!name.ptr) {
            return;
        }
        if (!layers_name_is_well(name)) {
            faults_add(faults, "%.*s:%d: extends '%.*s': that is not the name of a bundle",
                       TEXT_ARG(init->path), (int)layers_line(init->content, name),
                       TEXT_ARG(name));
            return;
        }
        if (is_known(out, name) || out->n == LAYERS_MAX) {
            faults_add(faults, "%.*s:%d: extends '%.*s': %s", TEXT_ARG(init->path),
                       (int)layers_line(init->content, name), TEXT_ARG(name),
                       is_known(out, name) ? "a bundle cannot extend itself"
                                           : "too many bundles upon each other");
            return;
        }
        out->names[out->n++] = name;
        const struct bundle_file *next = init_of(s, out, out->n - 1);
        if (!next) {
            faults_add(faults, "%.*s:%d: extends '%.*s', of which there is no init.lua",
                       TEXT_ARG(init->path), (int)layers_line(init->content, name),
                       TEXT_ARG(name));
        }
        init = next;
    }
}
