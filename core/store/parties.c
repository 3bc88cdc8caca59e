/* parties.c - people and firms who owe, and the texts about them that may be erased. */
#include "store/parties.h"

#include "store/query.h"

#define PARTY_COLUMNS                                                                              \
    "kind, identity, name, address1, address2, postcode, city, country, email, phone,"             \
    " protected_address, opted_out, died, bankrupt, debt_settlement, guardian,"             \
    " opted_out_messages, mandate, guardian_since, representative, representative_since,"           \
    " not_for_letters, newer_enforcement, winding_up, dissolved"

static const char INSERT_PARTY[] = "INSERT INTO parties (" PARTY_COLUMNS ")"
                                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                   " ?, ?, ?, ?, ?)"
                                   " RETURNING id";
static const char UPDATE_PARTY[] =
    "UPDATE parties SET kind = ?, identity = ?, name = ?, address1 = ?, address2 = ?,"
    " postcode = ?, city = ?, country = ?, email = ?, phone = ?, protected_address = ?,"
    " opted_out = ?, died = ?, bankrupt = ?, debt_settlement = ?, guardian = ?,"
    " opted_out_messages = ?, mandate = ?, guardian_since = ?, representative = ?,"
    " representative_since = ?, not_for_letters = ?, newer_enforcement = ?, winding_up = ?,"
    " dissolved = ? WHERE id = ?"
    " RETURNING id";
static const char SELECT_PARTY[] = "SELECT " PARTY_COLUMNS " FROM parties WHERE id = ?";
/* Those without a number are found by nobody, and so never joined by name. */
static const char SELECT_IDENTITY[] =
    "SELECT id FROM parties WHERE identity = ? AND identity <> ''";
static const char SELECT_CASES[] =
    "SELECT id FROM cases WHERE debtor = ?1 AND (?2 = 0 OR closed = 0) ORDER BY id";
static const char INSERT_TEXT[] =
    "INSERT INTO texts (hash, about, text) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING";
static const char SELECT_TEXT[] = "SELECT text FROM texts WHERE hash = ?";

static void party_bind(struct query *q, const struct party *p) {
    query_bind_word(q, &debtor_kinds, (int)p->kind);
    query_bind_text(q, p->identity);
    query_bind_text(q, p->name);
    query_bind_text(q, p->address1);
    query_bind_text(q, p->address2);
    query_bind_text(q, p->postcode);
    query_bind_text(q, p->city);
    query_bind_text(q, p->country);
    query_bind_text(q, p->email);
    query_bind_text(q, p->phone);
    query_bind_int(q, p->protected_address);
    query_bind_int(q, p->opted_out);
    query_bind_int(q, p->died);
    query_bind_int(q, p->bankrupt);
    query_bind_int(q, p->debt_settlement);
    query_bind_text(q, p->guardian);
    query_bind_int(q, p->opted_out_messages);
    query_bind_word(q, &mandates, (int)p->mandate);
    query_bind_int(q, p->guardian_since);
    query_bind_text(q, p->representative);
    query_bind_int(q, p->representative_since);
    query_bind_int(q, p->not_for_letters);
    query_bind_int(q, p->newer_enforcement);
    query_bind_int(q, p->winding_up);
    query_bind_int(q, p->dissolved);
}

int parties_add(struct db *db, const struct party *p, int64_t *id, struct status *st) {
    *id = 0;
    struct query q = query_start(db, "parties_add", INSERT_PARTY, st);
    party_bind(&q, p);
    while (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    return query_end(&q);
}

int parties_update(struct db *db, const struct party *p, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "parties_update", UPDATE_PARTY, st);
    party_bind(&q, p);
    query_bind_int(&q, p->id);
    while (query_next(&q)) {
        found = true;
    }
    return query_end_one(&q, found, "party %lld does not exist", (long long)p->id);
}

int parties_get(struct db *db, int64_t id, struct arena *arena, struct party *out,
                struct status *st) {
    bool found = false;
    struct query q = query_start(db, "parties_get", SELECT_PARTY, st);
    query_bind_int(&q, id);
    if (query_next(&q)) {
        found = true;
        *out = (struct party){
            .id = id,
            .kind = (enum debtor_kind)query_word(&q, 0, &debtor_kinds),
            .identity = query_copy(&q, 1, arena),
            .name = query_copy(&q, 2, arena),
            .address1 = query_copy(&q, 3, arena),
            .address2 = query_copy(&q, 4, arena),
            .postcode = query_copy(&q, 5, arena),
            .city = query_copy(&q, 6, arena),
            .country = query_copy(&q, 7, arena),
            .email = query_copy(&q, 8, arena),
            .phone = query_copy(&q, 9, arena),
            .protected_address = query_int(&q, 10) != 0,
            .opted_out = query_int(&q, 11) != 0,
            .died = query_int32(&q, 12),
            .bankrupt = query_int32(&q, 13),
            .debt_settlement = query_int32(&q, 14),
            .guardian = query_copy(&q, 15, arena),
            .opted_out_messages = query_int(&q, 16) != 0,
            .mandate = (enum mandate)query_word(&q, 17, &mandates),
            .guardian_since = query_int32(&q, 18),
            .representative = query_copy(&q, 19, arena),
            .representative_since = query_int32(&q, 20),
            .not_for_letters = query_int(&q, 21) != 0,
            .newer_enforcement = query_int32(&q, 22),
            .winding_up = query_int32(&q, 23),
            .dissolved = query_int32(&q, 24),
        };
    }
    return query_end_one(&q, found, "party %lld does not exist", (long long)id);
}

int parties_find(struct db *db, struct text identity, int64_t *id, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "parties_find", SELECT_IDENTITY, st);
    query_bind_text(&q, identity);
    if (query_next(&q)) {
        found = true;
        *id = query_int(&q, 0);
    }
    /* The number itself is kept out of messages: they end up in logs. */
    return query_end_one(&q, found, "nobody is known by this number");
}

int parties_cases(struct db *db, int64_t id, bool open_only, struct arena *arena, int64_t **out,
                  uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(int64_t)};
    struct query q = query_start(db, "parties_cases", SELECT_CASES, st);
    query_bind_int(&q, id);
    query_bind_int(&q, open_only);
    while (query_next(&q)) {
        *(int64_t *)rows_add(&rows) = query_int(&q, 0);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int texts_salt(struct db *db, struct text about, struct hash *salt, struct status *st) {
    struct arena arena;
    struct text secret;
    arena_init(&arena);
    int code = db_value_get(db, "salt", &arena, &secret, st);
    if (code == STATUS_OK) {
        struct hash_parts parts;
        hash_begin(&parts);
        hash_add(&parts, secret);
        hash_add(&parts, about);
        *salt = hash_end(&parts);
    }
    arena_fini(&arena);
    return code;
}

int texts_put(struct db *db, struct text about, struct text text, struct hash *hash,
              struct status *st) {
    struct hash salt;
    int code = texts_salt(db, about, &salt, st);
    if (code != STATUS_OK) {
        return code;
    }
    struct hash_parts parts;
    hash_begin(&parts);
    hash_add(&parts, (struct text){(const char *)salt.bytes, HASH_SIZE});
    hash_add(&parts, text);
    *hash = hash_end(&parts);
    struct query q = query_start(db, "texts_put", INSERT_TEXT, st);
    query_bind_hash(&q, hash);
    query_bind_text(&q, about);
    query_bind_text(&q, text);
    return query_run(&q);
}

int texts_get(struct db *db, const struct hash *hash, struct arena *arena, struct text *out,
              struct status *st) {
    bool found = false;
    char hex[HASH_HEX];
    struct query q = query_start(db, "texts_get", SELECT_TEXT, st);
    query_bind_hash(&q, hash);
    if (query_next(&q)) {
        found = true;
        *out = query_copy(&q, 0, arena);
    }
    return query_end_one(&q, found, "text %s is erased", hash_hex(hash, hex));
}
