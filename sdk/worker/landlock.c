#include "worker/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
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

static bool allow_reading(int rules) {
    const int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    const bool allowed = root >= 0 && allow_beneath(rules, root, READING);
    if (root >= 0) {
        close(root);
    }
    return allowed;
}

enum landlock landlock_enter(int out_fd, bool reads) {
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
    ok = ok && (!reads || allow_reading(rules));
    ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return ok ? LANDLOCK_ENTERED : LANDLOCK_FAILED;
}
