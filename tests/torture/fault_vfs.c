/* fault_vfs.c - the fault disk: every method passes through to the real VFS, after asking the
 * plan, and beside that keeps the images that a power cut is made from. */
#include "torture/fault_vfs.h"

#include "base/check.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define SECTOR_SIZE 512

/* Something that happened to a file since its last sync. */
struct pending {
    struct pending *next;
    int64_t offset; /* of a write; of a truncation the new length */
    size_t size;
    bool truncates;
    unsigned char bytes[];
};

struct image {
    struct image *next;
    char *name;
    unsigned char *platter;
    size_t len;
    struct pending *first, **last;
};

struct fault_vfs {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    struct fault_plan plan;
    int64_t n_operations;
    bool has_struck, records;
    struct image *images;
};

struct fault_file {
    sqlite3_file base;
    struct fault_vfs *vfs;
    struct image *image; /* NULL: not recorded */
    sqlite3_file *real;  /* behind this struct */
};

/* Through void: SQLite hands out the base and the whole is what was opened. */
static struct fault_file *file_of(sqlite3_file *file) {
    return (void *)file;
}
static sqlite3_file *real_of(sqlite3_file *file) {
    return file_of(file)->real;
}
static struct fault_vfs *vfs_of(sqlite3_vfs *vfs) {
    return vfs->pAppData;
}

/* True if the plan says that this operation fails. */
static bool strikes(struct fault_vfs *v, unsigned kind) {
    if ((v->plan.kinds & kind) == 0) {
        return false;
    }
    int64_t n = ++v->n_operations;
    bool hit = v->plan.nth != 0 && (n == v->plan.nth || (v->plan.persistent && n > v->plan.nth));
    v->has_struck = v->has_struck || hit;
    return hit;
}

static void bytes_resize(unsigned char **bytes, size_t *len, size_t wanted) {
    if (wanted > *len) {
        *bytes = mem_resize(*bytes, *len, wanted);
    }
    *len = wanted;
}

static void bytes_put(unsigned char **bytes, size_t *len, size_t offset, const void *from,
                      size_t n) {
    if (offset + n > *len) {
        bytes_resize(bytes, len, offset + n);
    }
    memcpy(*bytes + offset, from, n);
}

static void pending_add(struct image *image, int64_t offset, const void *bytes, size_t size,
                        bool truncates) {
    struct pending *p = mem_alloc(sizeof *p + size);
    p->offset = offset;
    p->size = size;
    p->truncates = truncates;
    if (size > 0) {
        memcpy(p->bytes, bytes, size);
    }
    *image->last = p;
    image->last = &p->next;
}

static void pending_clear(struct image *image) {
    while (image->first != NULL) {
        struct pending *p = image->first;
        image->first = p->next;
        mem_free(p);
    }
    image->last = &image->first;
}

static void pending_apply(unsigned char **bytes, size_t *len, const struct pending *p) {
    if (!p->truncates) {
        bytes_put(bytes, len, (size_t)p->offset, p->bytes, p->size);
    } else if ((size_t)p->offset < *len) {
        *len = (size_t)p->offset;
    }
}

static void image_settle(struct image *image) {
    for (const struct pending *p = image->first; p != NULL; p = p->next) {
        pending_apply(&image->platter, &image->len, p);
    }
    pending_clear(image);
}

static struct image *image_find(struct fault_vfs *v, const char *name) {
    struct image *image = v->images;
    while (image != NULL && strcmp(image->name, name) != 0) {
        image = image->next;
    }
    return image;
}

/* What the file holds when it is first opened counts as safe. */
static struct image *image_open(struct fault_vfs *v, const char *name, sqlite3_file *real) {
    struct image *image = image_find(v, name);
    if (image != NULL) {
        return image;
    }
    sqlite3_int64 size = 0;
    image = mem_alloc(sizeof *image);
    image->name = mem_copy_string(name);
    image->last = &image->first;
    image->next = v->images;
    v->images = image;
    ensure(real->pMethods->xFileSize(real, &size) == SQLITE_OK);
    if (size > 0) {
        bytes_resize(&image->platter, &image->len, (size_t)size);
        ensure(real->pMethods->xRead(real, image->platter, (int)size, 0) == SQLITE_OK);
    }
    return image;
}

static void images_free(struct fault_vfs *v) {
    while (v->images != NULL) {
        struct image *image = v->images;
        v->images = image->next;
        pending_clear(image);
        mem_free(image->platter);
        mem_free(image->name);
        mem_free(image);
    }
}

static int file_close(sqlite3_file *file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *to, int n, sqlite3_int64 offset) {
    if (strikes(file_of(file)->vfs, FAULT_READ)) {
        return SQLITE_IOERR_READ;
    }
    return real_of(file)->pMethods->xRead(real_of(file), to, n, offset);
}

static int file_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 offset) {
    struct fault_file *f = file_of(file);
    bool fails = strikes(f->vfs, FAULT_WRITE);
    if (f->image != NULL) {
        /* Also a write that failed: part of it may have got through. */
        pending_add(f->image, offset, from, (size_t)n, false);
    }
    if (fails) {
        return f->vfs->plan.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return f->real->pMethods->xWrite(f->real, from, n, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    struct fault_file *f = file_of(file);
    if (strikes(f->vfs, FAULT_TRUNCATE)) {
        return SQLITE_IOERR_TRUNCATE;
    }
    if (f->image != NULL) {
        pending_add(f->image, size, NULL, 0, true);
    }
    return f->real->pMethods->xTruncate(f->real, size);
}

static int file_sync(sqlite3_file *file, int flags) {
    struct fault_file *f = file_of(file);
    if (strikes(f->vfs, FAULT_SYNC)) {
        return SQLITE_IOERR_FSYNC;
    }
    if (f->image != NULL) {
        image_settle(f->image); /* the model is the disk: the real one need not be waited for */
        return SQLITE_OK;
    }
    return f->real->pMethods->xSync(f->real, flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *arg) {
    return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int file_sector_size(sqlite3_file *file) {
    (void)file;
    return SECTOR_SIZE;
}

/* No promises: neither atomic writes nor sectors that survive a neighbour's tearing. */
static int file_characteristics(sqlite3_file *file) {
    (void)file;
    return 0;
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int is_delete) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), is_delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* without memory-mapped reads, which could not fail */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *out_flags) {
    struct fault_vfs *v = vfs_of(vfs);
    struct fault_file *f = file_of(file);
    *f = (struct fault_file){.vfs = v, .real = (void *)(f + 1)};
    int rc = v->real->xOpen(v->real, name, f->real, flags, out_flags);
    if (f->real->pMethods != NULL) {
        f->base.pMethods = &methods;
        if (v->records && name != NULL) {
            f->image = image_open(v, name, f->real);
        }
    }
    return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_directory) {
    struct fault_vfs *v = vfs_of(vfs);
    struct image *image = v->records ? image_find(v, name) : NULL;
    if (image != NULL) {
        pending_clear(image);
        image->len = 0;
    }
    return v->real->xDelete(v->real, name, sync_directory);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    return vfs_of(vfs)->real->xAccess(vfs_of(vfs)->real, name, flags, out);
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *name, int n, char *out) {
    return vfs_of(vfs)->real->xFullPathname(vfs_of(vfs)->real, name, n, out);
}

struct fault_vfs *fault_vfs_new(const char *name) {
    struct fault_vfs *v = mem_alloc(sizeof *v);
    v->real = sqlite3_vfs_find(NULL);
    v->vfs = *v->real; /* the clock and randomness are the real one's own */
    v->vfs.pNext = NULL;
    v->vfs.zName = name;
    v->vfs.pAppData = v;
    v->vfs.szOsFile = (int)sizeof(struct fault_file) + v->real->szOsFile;
    v->vfs.xOpen = vfs_open;
    v->vfs.xDelete = vfs_delete;
    v->vfs.xAccess = vfs_access;
    v->vfs.xFullPathname = vfs_full_pathname;
    ensure(sqlite3_vfs_register(&v->vfs, 0) == SQLITE_OK);
    return v;
}

void fault_vfs_free(struct fault_vfs *v) {
    ensure(sqlite3_vfs_unregister(&v->vfs) == SQLITE_OK);
    images_free(v);
    mem_free(v);
}

void fault_vfs_start(struct fault_vfs *v, const struct fault_plan *plan, bool records) {
    images_free(v);
    v->plan = *plan;
    v->n_operations = 0;
    v->has_struck = false;
    v->records = records;
}

int64_t fault_vfs_count(const struct fault_vfs *v) {
    return v->n_operations;
}
bool fault_vfs_has_struck(const struct fault_vfs *v) {
    return v->has_struck;
}

/* splitmix64: small, and the same everywhere. */
static uint64_t random_next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void torn_put(unsigned char **bytes, size_t *len, const struct pending *p,
                     uint64_t *random) {
    for (size_t at = 0; at < p->size; at += SECTOR_SIZE) {
        size_t n = p->size - at < SECTOR_SIZE ? p->size - at : SECTOR_SIZE;
        if (random_next(random) % 2 == 0) {
            bytes_put(bytes, len, (size_t)p->offset + at, p->bytes + at, n);
        }
    }
}

/* Four kinds of disk: it wrote nothing, everything, up to a torn point in time, or any sectors. */
static void image_cut(const struct image *image, const char *path, uint64_t *random) {
    unsigned char *bytes = NULL;
    size_t len = 0;
    uint64_t n = 0, at = 0, kind = random_next(random) % 4;
    if (image->len > 0) {
        bytes_put(&bytes, &len, 0, image->platter, image->len);
    }
    for (const struct pending *p = image->first; p != NULL; p = p->next) {
        n++;
    }
    uint64_t last = n > 0 ? random_next(random) % n : 0;
    for (const struct pending *p = image->first; p != NULL; p = p->next, at++) {
        if (kind == 1 || (kind == 2 && at < last)) {
            pending_apply(&bytes, &len, p);
        } else if (kind == 3 || (kind == 2 && at == last)) {
            torn_put(&bytes, &len, p, random);
        }
    }
    FILE *f = fopen(path, "wb");
    ensure(f != NULL);
    ensure(len == 0 || fwrite(bytes, 1, len, f) == len);
    ensure(fclose(f) == 0);
    mem_free(bytes);
}

void fault_vfs_cut(const struct fault_vfs *v, const char *from, const char *to, uint64_t seed) {
    uint64_t random = seed;
    for (const struct image *image = v->images; image != NULL; image = image->next) {
        char path[512];
        if (strncmp(image->name, from, strlen(from)) == 0) {
            (void)snprintf(path, sizeof path, "%s%s", to, image->name + strlen(from));
            image_cut(image, path, &random);
        }
    }
}
