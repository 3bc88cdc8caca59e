/* man.h - the manual pages that follow from tables, as roff: what `krav help --man` prints, and the
 * build installs. */
#ifndef KRAV_HOST_MAN_H
#define KRAV_HOST_MAN_H

/* krav(1), on stdout. */
void man_commands(void);
/* krav.conf(5), on stdout. */
void man_settings(void);

#endif
