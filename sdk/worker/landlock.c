#include "worker/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING                                                                                  \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)
/* Every right of the first version: what is not named here is not watched at all. */
#define WATCHED ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define TRUNCATE (UINT64_C(1) << 14) /* version 3; older headers do not name it */

static bool allow_beneath(int rules, int dir_fd, uint64_t rights) {
    const struct landlock_path_beneath_attr beneath = {.allowed_access = rights,
                                                       .parent_fd = dir_fd};
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
}

/* A place that this machine does not have needs no leave. */
static bool allow_reading(int rules, const char *path) {
    const int at = open(path, O_PATH | O_CLOEXEC);
    struct stat st;
    if (at < 0) {
        return errno == ENOENT || errno == EACCES;
    }
    const bool is_dir = fstat(at, &st) == 0 && S_ISDIR(st.st_mode);
    const bool allowed = allow_beneath(rules, at, is_dir ? READING : LANDLOCK_ACCESS_FS_READ_FILE);
    close(at);
    return allowed;
}

static bool allow_system(int rules) {
    static const char *const places[] = {
        "/usr", "/lib", "/lib64", "/etc", "/run/systemd/resolve", "/run/resolvconf",
        "/run/NetworkManager", "/dev/null", "/dev/urandom", "/dev/random", "/sys/devices/system/cpu",
        "/proc/self", "/proc/sys", "/proc/cpuinfo", "/proc/meminfo", "/var/lib/ca-certificates"};
    bool ok = true;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        ok = ok && allow_reading(rules, places[i]);
    }
    return ok;
}

enum landlock landlock_enter(int out_fd, enum landlock_reading reads) {
    const long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        return LANDLOCK_ABSENT;
    }
    const uint64_t truncate = version >= 3 ? TRUNCATE : 0;
    const struct landlock_ruleset_attr attr = {.handled_access_fs = WATCHED | truncate};
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (rules < 0) {
        return LANDLOCK_FAILED;
    }
    bool ok = out_fd < 0 || allow_beneath(rules, out_fd, READING | WRITING | truncate);
    ok = ok && (reads != LANDLOCK_READS_ALL || allow_reading(rules, "/"));
    ok = ok && (reads != LANDLOCK_READS_SYSTEM || allow_system(rules));
    ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return ok ? LANDLOCK_ENTERED : LANDLOCK_FAILED;
}
