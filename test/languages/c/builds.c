// ### a name that branches define in several ways is that of the default build
// --- config.h
#ifndef CONFIG_H
#define CONFIG_H
#define HAVE_FAST 1
#if defined(__linux__)
#define HAVE_POLLER 2
#elif defined(_WIN32)
#define HAVE_SELECT
#endif
#ifdef WITH_TLS
#include "tls.h"
#endif
#if HAVE_POLLER > 1 && \
    !defined(HAVE_SELECT)
#include "poller.h"
#else
#include "select.h"
#endif
#endif
// --- log.h
#include "config.h"
void write_log(const char *m);
void write_fast(const char *m);
#if (WITH_DEBUG)
#define log_it(m) write_log(m)
//                ^^^^^^^^^ call exact log.write_log
#elif HAVE_FAST
#define log_it(m) write_fast(m)
//                ^^^^^^^^^^ call exact log.write_fast
#else
#define log_it(m)
#endif
#ifdef _WIN32
static inline int closed(void) { return 1; }
#else
static inline int closed(void) { return 0; }
#endif
#ifdef __sun
#define isnan(x) sun_isnan(x)
#endif
// --- poller.h
static inline void wait_for(void) {}
// --- select.h
static inline void wait_for(void) {}
// --- tls.h
int opendir(const char *path);
void tls_only(void);
// --- tls.c
#include "config.h"
#include "tls.h"
void tls_only(void) {}
int opendir(const char *path) { return 0; }
// --- main.c
#include "log.h"
void run(void) {
    log_it("a");
//  ^^^^^^ call inferred log.log_it
    closed();
//  ^^^^^^ call inferred log.closed
    wait_for();
//  ^^^^^^^^ call inferred poller.wait_for
    isnan(1.0);
//  ^^^^^ call external libc:isnan
    opendir("/");
//  ^^^^^^^ call external libc:opendir
    tls_only();
//  ^^^^^^^^ call exact tls.tls_only
}
// --- win/only.c
#ifdef _WIN32
static void helper(void) {}
void windows(void) { helper(); }
//                   ^^^^^^ call exact only.helper
#endif
// --- namesake.c
void helper(void) {}
// ### what keeps a part from being read twice says nothing of the part
// --- loud.h
#define CHECK(c) stop(c)
// --- quiet.h
#define CHECK(c) go(c)
// --- hash.h
#if defined(HASH_ALL) || !defined(HASH_ONCE)
#ifndef HASH_H
#define HASH_H 1
#endif
#endif
#if (defined(HASH_ALL) || !defined(HASH_ONCE)) && !defined(HASH_BODY)
#  define HASH_BODY
#ifndef LEVEL
#  ifdef OLD_LEVEL
#    define LEVEL OLD_LEVEL
#  else
#    define LEVEL 0
#  endif
#endif
#if (LEVEL>=1)
#include "loud.h"
#else
#include "quiet.h"
#endif
static int hash(int n) { CHECK(n); return n; }
//                       ^^^^^ call inferred quiet.CHECK
#endif
// --- main.c
#include "hash.h"
int main(void) { CHECK(1); return hash(2); }
//               ^^^^^ call inferred quiet.CHECK
//                                ^^^^ call exact hash.hash
// ### what the platform has already is not defined again
// --- least.h
#include <sys/param.h>
#ifndef MIN
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif
// --- main.c
#include "least.h"
int main(void) { return MIN(1, 2); }
//                      ^^^ call external libc:MIN
