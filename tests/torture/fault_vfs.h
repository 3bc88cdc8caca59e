/* fault_vfs.h - a disk for SQLite that fails when told to, and forgets what was not synced.
 *
 *     SQLite ──▶ fault VFS ──▶ the real VFS          fails the nth operation of a kind
 *                    │
 *                    └──▶ per file: platter (synced) + pending (written since)
 *
 * A power cut leaves of each file its platter and any part of what is pending, torn at sectors
 * of 512 bytes, since a disk may write in any order.  One thread; one struct per VFS name. */
#ifndef KRAV_TESTS_FAULT_VFS_H
#define KRAV_TESTS_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT_READ     1U
#define FAULT_WRITE    2U
#define FAULT_SYNC     4U
#define FAULT_TRUNCATE 8U

struct fault_plan {
    unsigned kinds;  /* which operations are counted */
    int64_t nth;     /* the one that fails, from 1; 0 = none, only count */
    bool persistent; /* and all after it */
    bool full;       /* writes fail with "disk full" and not with an I/O error */
};

struct fault_vfs;
struct fault_vfs *fault_vfs_new(const char *name);
void fault_vfs_free(struct fault_vfs *v);

/* Starts a run: counts from zero and, with `records`, models the disk from the files' present
 * content on.  No database may be open. */
void fault_vfs_start(struct fault_vfs *v, const struct fault_plan *plan, bool records);
int64_t fault_vfs_count(const struct fault_vfs *v); /* operations of the plan's kinds so far */
bool fault_vfs_has_struck(const struct fault_vfs *v);

/* Writes to `to`, `to`-wal, ... what a power cut now might leave of the files whose names begin
 * with `from`; the same seed leaves the same. */
void fault_vfs_cut(const struct fault_vfs *v, const char *from, const char *to, uint64_t seed);

#endif
