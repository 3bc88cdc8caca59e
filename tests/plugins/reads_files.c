/* reads_files - declares USES_FILES, and tries to write as well. */
#include "citizen.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char found[32] = "";
    (void)letter;
    const int file = open("/proc/version", O_RDONLY | O_CLOEXEC);
    const int fresh = open("/tmp", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    snprintf(found, sizeof found, "%s%s", file >= 0 ? "read " : "", fresh >= 0 ? "write " : "");
    krav_answer_done(host_of(plugin), call, krav_str_of(found), NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL_USING("no.krav.test.reads_files", KRAV_USES_FILES);
