// ### branches that C never sees hold no calls, and branches that cut a statement in two lose no function
// --- lib.h
#ifndef LIB_H
#define LIB_H
#ifdef __cplusplus
extern "C" {
#endif
static inline int base(void) { return 1; }
static inline int twice(void) { return base() + 1; }
//                                     ^^^^ call exact lib.base
#ifdef __cplusplus
}
inline int only_there() { return twice(); }
//                               ^^^^^ no call
#else
static int only_here(void) { return twice(); }
//                                  ^^^^^ call exact lib.twice
#endif
#endif
// --- main.c
#include "lib.h"
static int old_way(void) { return 1; }
static int new_way(void) { return 2; }
int pick(void) {
#if 0
    return old_way();
//         ^^^^^^^ no call
#else
    return new_way();
//         ^^^^^^^ call exact main.new_way
#endif
}
int split(int n) {
    if (n) {
        n = 1;
#ifdef WORLD
    } else if (n > 2) {
#else
    } else {
#endif
        n = twice();
//          ^^^^^ call exact lib.twice
    }
    return n;
}
int after(void) { return pick() + split(1); }
//                       ^^^^ call exact main.pick
//                                ^^^^^ call exact main.split
