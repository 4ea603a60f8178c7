// ### one program: the file sees what it includes, and links what that declares
// --- src/main.c
#include <stdio.h>
#include <string.h>
#include "store.h"
#include <util/list.h>

static int helper(int count);

static void log_line(const char *text) { puts(text); }
//                                       ^^^^ call external libc:puts

int main(int argc, char **argv) {
    struct store *s = store_open(argv[1]);
//                    ^^^^^^^^^^ call exact src.store.store_open
    helper(argc);
//  ^^^^^^ call exact main.helper
    log_line("x");
//  ^^^^^^^^ call exact main.log_line
    list_add(&s->items);
//  ^^^^^^^^ call exact include.util.list.list_add
    s->ops->flush(s);
//          ^^^^^ call inferred src.store.flush_all
//          ^^^^^ ref exact store_ops.flush
    return helper(MAX(1, argc)) + strlen("x");
//                ^^^ call exact include.util.list.MAX
//                                ^^^^^^ call external libc:strlen
}

static int helper(int count) { return count; }
// --- src/store.h
struct store;
struct store_ops {
    int (*flush)(struct store *);
    void *(*get)(struct store *, int);
};
struct store { const struct store_ops *ops; int items; };
//                          ^^^^^^^^^ type exact store.store_ops
struct store *store_open(const char *path);
int store_count(void);
extern int store_limit;
// --- src/store.c
#include "store.h"

int store_limit = 3;

static int flush_all(struct store *s) { return s->items; }
//                          ^^^^^ type exact store.store

static const struct store_ops ops = {
    .flush = flush_all,
//           ^^^^^^^^^ ref exact src.store.flush_all
};

struct store *store_open(const char *path) {
    int (*callback)(struct store *) = flush_all;
//                                    ^^^^^^^^^ ref exact src.store.flush_all
    callback(0);
//  ^^^^^^^^ no call
    return store_limit ? (struct store *)path : 0;
//         ^^^^^^^^^^^ ref exact src.store.store_limit
}
// --- src/other.c
static int helper(int count) { return count + 1; }

int use_other(void) { return helper(1); }
//                           ^^^^^^ call exact other.helper

int undeclared_use(void) { return store_open("x") != 0; }
//                                ^^^^^^^^^^ call inferred src.store.store_open
// --- include/util/list.h
#ifndef LIST_H
#define LIST_H
#define MAX(a, b) ((a) > (b) ? larger(a) : (b))
//                             ^^^^^^ call exact list.larger
static inline int larger(int a) { return a; }
static inline void list_add(int *list) { (void)list; }
#endif
