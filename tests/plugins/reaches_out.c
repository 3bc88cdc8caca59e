/* reaches_out - may use the network, and tries for more: the machine's own sockets, the host's memory,
 * files of the home; answers with what it got away with. */
#include "citizen.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static int32_t deliver(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    char found[100] = "", byte = 0, path[200];
    struct iovec ours = {&byte, 1}, theirs = {found, 1};
    const int internet = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int local = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const long traced = ptrace(PTRACE_SEIZE, getppid(), NULL, NULL);
    const ssize_t read_memory = process_vm_readv(getppid(), &ours, 1, &theirs, 1, 0);
    const int certificates = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "%.*s", (int)letter->body.len, letter->body.ptr);
    const int home = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(found, sizeof found, "%s%s%s%s%s%s", internet >= 0 ? "internet " : "",
             certificates >= 0 ? "system " : "", local >= 0 ? "local " : "",
             traced == 0 ? "ptrace " : "", read_memory >= 0 ? "memory " : "",
             home >= 0 ? "home " : "");
    krav_answer_done(host_of(plugin), call, krav_str_of(found), NULL);
    return KRAV_OK;
}

CITIZEN_CHANNEL_USING("no.krav.test.reaches_out", KRAV_USES_NETWORK);
