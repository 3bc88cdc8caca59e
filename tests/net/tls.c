#include "tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdlib.h>

#define DAY (24 * 3600)

struct tls_house {
    SSL_CTX *context;
    EVP_PKEY *key;
    X509 *certificate;
    char pem[4096];
};

static void extension_add(X509 *x, int nid, const char *value) {
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
    X509_add_ext(x, e, -1);
    X509_EXTENSION_free(e);
}

static X509 *certificate_new(EVP_PKEY *key) {
    X509 *x = X509_new();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -DAY);
    X509_gmtime_adj(X509_getm_notAfter(x), DAY);
    X509_set_pubkey(x, key);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"krav test", -1,
                               -1, 0);
    X509_set_issuer_name(x, name);
    extension_add(x, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    extension_add(x, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(x, key, EVP_sha256());
    return x;
}

struct tls_house *tls_house_new(void) {
    struct tls_house *h = calloc(1, sizeof *h);
    signal(SIGPIPE, SIG_IGN); /* OpenSSL writes to a socket whose client has gone */
    h->key = EVP_EC_gen("P-256");
    h->certificate = certificate_new(h->key);
    h->context = SSL_CTX_new(TLS_server_method());
    BIO *pem = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(pem, h->certificate);
    const int n = BIO_read(pem, h->pem, sizeof h->pem - 1);
    BIO_free(pem);
    if (n <= 0 || SSL_CTX_use_certificate(h->context, h->certificate) != 1 ||
        SSL_CTX_use_PrivateKey(h->context, h->key) != 1) {
        ERR_print_errors_fp(stderr);
        abort();
    }
    return h;
}

const char *tls_house_pem(const struct tls_house *h) { return h->pem; }

void tls_house_free(struct tls_house *h) {
    if (h) {
        SSL_CTX_free(h->context);
        X509_free(h->certificate);
        EVP_PKEY_free(h->key);
        free(h);
    }
}

/* A line is OpenSSL's own struct by another name. */
static SSL *ssl_of(struct tls_line *l) { return (SSL *)(void *)l; }

struct tls_line *tls_accept(struct tls_house *h, int fd) {
    SSL *ssl = SSL_new(h->context);
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) != 1) {
        SSL_free(ssl);
        return NULL;
    }
    return (struct tls_line *)(void *)ssl;
}

ssize_t tls_read(struct tls_line *l, char *bytes, size_t size) {
    return SSL_read(ssl_of(l), bytes, (int)size);
}

bool tls_write(struct tls_line *l, const char *bytes, size_t n) {
    return SSL_write(ssl_of(l), bytes, (int)n) == (int)n;
}

void tls_close(struct tls_line *l) {
    if (l) {
        SSL_shutdown(ssl_of(l));
        SSL_free(ssl_of(l));
    }
}

void tls_drop(struct tls_line *l) {
    if (l) {
        SSL_free(ssl_of(l));
    }
}
