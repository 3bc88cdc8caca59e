/* finding.c - the strongest of several answers. */
#include "law/finding.h"

void finding_forbid(struct finding *f, enum reason_id reason) {
    if (f->strength < FINDING_FORBIDDEN) {
        *f = (struct finding){FINDING_FORBIDDEN, reason, DAY_NONE, f->law,
                              f->person_decides};
    }
}

void finding_ask_person(struct finding *f, enum reason_id reason) {
    if (f->strength < FINDING_PERSON && !f->person_decides) {
        *f = (struct finding){FINDING_PERSON, reason, DAY_NONE, f->law, false};
    }
}

void finding_wait(struct finding *f, day today, day earliest, enum reason_id reason) {
    if (earliest > today && earliest > f->not_before && f->strength <= FINDING_WAIT) {
        *f = (struct finding){FINDING_WAIT, reason, earliest, f->law, f->person_decides};
    }
}

static const char *paragraph_of(const struct finding *f, const struct snapshot *s) {
    const struct newer_paragraph *newer = &newer_paragraphs[f->reason];
    const bool by_newer =
        newer->paragraph != NULL && switch_today(f->law->acts, newer->provision, s);
    return by_newer ? newer->paragraph : law_reasons[f->reason].paragraph;
}

void finding_answer(const struct finding *f, const struct snapshot *s, struct verdict *out) {
    static const enum verdict_kind kinds[] = {[FINDING_ALLOWED] = VERDICT_ALLOWED,
                                              [FINDING_WAIT] = VERDICT_NOT_BEFORE,
                                              [FINDING_PERSON] = VERDICT_PERSON,
                                              [FINDING_FORBIDDEN] = VERDICT_FORBIDDEN};
    *out = (struct verdict){.kind = kinds[f->strength], .not_before = f->not_before};
    if (!finding_allows(f)) {
        out->reason = text_of(law_reasons[f->reason].id);
        out->paragraph = text_of(paragraph_of(f, s));
    }
}
