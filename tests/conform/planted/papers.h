/* papers.h - the honest part of krav.filing/1: papers put in out/ for somebody to carry on. */
#ifndef PAPERS_H
#define PAPERS_H

#include "sane.h"

static inline void papers_text(struct sane_text *t, const krav_filing_form *form) {
    sane_line(t, form->kind);
    sane_line(t, form->debtor_name);
    sane_add_int(t, form->principal);
    sane_add(t, KRAV_STR("\n"));
    sane_line(t, form->bytes.len > 0 ? form->bytes : form->body);
}

static inline int papers_fine(const krav_filing_form *form) {
    return form->kind.len > 0 && form->principal > 0 && form->interest >= 0 &&
           form->costs >= 0 && (form->body.len > 0 || form->bytes.len > 0);
}

static inline int32_t papers_file(krav_plugin *plugin, const krav_call *call,
                                  const krav_filing_form *form) {
    if (!papers_fine(form)) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("the form has gaps"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    papers_text(&t, form);
    return sane_put_text(plugin, call, &t);
}

#endif /* PAPERS_H */
