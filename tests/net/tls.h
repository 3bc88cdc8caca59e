/* tls.h - the server's side of TLS, with a key and a certificate made for this run. */
#ifndef TESTS_NET_TLS_H
#define TESTS_NET_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tls_house;
struct tls_line;

struct tls_house *tls_house_new(void); /* a certificate for localhost and 127.0.0.1 */
const char *tls_house_pem(const struct tls_house *h);
void tls_house_free(struct tls_house *h); /* NULL is fine */

struct tls_line *tls_accept(struct tls_house *h, int fd); /* NULL: the client did not agree */
ssize_t tls_read(struct tls_line *l, char *bytes, size_t size);
bool tls_write(struct tls_line *l, const char *bytes, size_t n);
void tls_close(struct tls_line *l); /* with a farewell; NULL is fine */
void tls_drop(struct tls_line *l);  /* without; NULL is fine */

#endif
