/* Prints size, alignment and offsets of every record and table that crosses to a plugin; the
 * test compares it with sdk/abi/layout.txt.  A line that changes is a broken promise; lines may
 * be added (from ABI major 1 on). */
#include <stdio.h>
#include <string.h>

#include "krav/plugin.h"
#include "wire/records.h"

#define TABLE(type) printf("table %s size %zu align %zu\n", #type, sizeof(type), _Alignof(type))
#define MEMBER(type, member) printf("  %s.%s at %zu\n", #type, #member, offsetof(type, member))

static const char *type_name(enum wire_type type) {
    static const char *const names[] = {
        [WIRE_32] = "32", [WIRE_64] = "64", [WIRE_STR] = "str", [WIRE_LIST] = "list"};
    return names[type];
}

static void print_records(void) {
    for (size_t i = 0; wire_layouts[i]; i++) {
        const struct wire_layout *layout = wire_layouts[i];
        if (strncmp(layout->name, "krav_", 5) != 0) {
            continue; /* between host and worker only */
        }
        printf("record %s size %u align %u\n", layout->name, layout->size, layout->align);
        for (uint32_t k = 0; k < layout->n; k++) {
            const struct wire_field *f = &layout->fields[k];
            printf("  %s at %u %s\n", f->name, f->offset, type_name(f->type));
        }
    }
}

static void print_core(void) {
    TABLE(krav_str);
    TABLE(krav_host);
    MEMBER(krav_host, impl);
    MEMBER(krav_host, extension);
    MEMBER(krav_host, answer);
    TABLE(krav_plugin);
    MEMBER(krav_plugin, descriptor);
    MEMBER(krav_plugin, impl);
    MEMBER(krav_plugin, start);
    MEMBER(krav_plugin, drain);
    MEMBER(krav_plugin, destroy);
    MEMBER(krav_plugin, extension);
    MEMBER(krav_plugin, recall);
    MEMBER(krav_plugin, cancel);
    MEMBER(krav_plugin, reply);
    TABLE(krav_option);
    MEMBER(krav_option, min);
    MEMBER(krav_option, type);
    MEMBER(krav_option, flags);
    TABLE(krav_descriptor);
    MEMBER(krav_descriptor, id);
    MEMBER(krav_descriptor, provides);
    MEMBER(krav_descriptor, needs);
    MEMBER(krav_descriptor, options);
    TABLE(krav_entry);
    MEMBER(krav_entry, abi_major);
    MEMBER(krav_entry, descriptors);
    MEMBER(krav_entry, create);
}

static void print_tables(void) {
    TABLE(krav_intake);
    MEMBER(krav_intake, recognise);
    MEMBER(krav_intake, begin);
    MEMBER(krav_intake, poll);
    TABLE(krav_channel);
    TABLE(krav_render);
    TABLE(krav_payout);
    TABLE(krav_score);
    TABLE(krav_wash);
    MEMBER(krav_wash, wash_many);
    TABLE(krav_filing);
    TABLE(krav_checkout);
    MEMBER(krav_checkout, status);
    MEMBER(krav_checkout, charge);
    MEMBER(krav_checkout, refund);
    MEMBER(krav_checkout, withdraw);
    TABLE(krav_routes);
    TABLE(krav_collect);
    TABLE(krav_host_log);
    TABLE(krav_host_settings);
    MEMBER(krav_host_settings, integer);
    MEMBER(krav_host_settings, secret);
    TABLE(krav_host_clock);
    MEMBER(krav_host_clock, today);
    MEMBER(krav_host_clock, wake);
    TABLE(krav_host_facts);
    MEMBER(krav_host_facts, payment);
    MEMBER(krav_host_facts, credit_note);
    MEMBER(krav_host_facts, direct_payment);
    MEMBER(krav_host_facts, receipt);
    MEMBER(krav_host_facts, fault);
    MEMBER(krav_host_facts, attachment);
    MEMBER(krav_host_facts, payout_status);
    MEMBER(krav_host_facts, statement_line);
    MEMBER(krav_host_facts, statement);
    MEMBER(krav_host_facts, mandate);
    TABLE(krav_host_files);
    MEMBER(krav_host_files, have);
    MEMBER(krav_host_files, get);
}

int main(void) {
    printf("abi %u.%u\n", KRAV_ABI_MAJOR, KRAV_ABI_MINOR);
    print_core();
    print_tables();
    print_records();
    return 0;
}
