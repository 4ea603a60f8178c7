// ### several definitions of one name: the nearest is meant, or each, and never for certain
// --- arch/one/page.c
#include "../../include/page.h"
void map_page(void) {}
static void caller_of_one(void) { map_page(); }
//                                ^^^^^^^^ call exact one.page.map_page
// --- arch/one/setup.c
#include "../../include/page.h"
void setup_one(void) { map_page(); }
//                     ^^^^^^^^ call inferred one.page.map_page
// --- arch/two/page.c
#include "../../include/page.h"
void map_page(void) {}
// --- core/boot.c
#include "../include/page.h"
void boot(void) { map_page(); }
//                ^^^^^^^^ no call
void use_branches(void) { pick(); }
//                        ^^^^ call inferred boot.pick
static void stubbed(void) { stub(); probe(); }
//                          ^^^^ call inferred include.page.stub
//                          ^^^^ call inferred core.stub.stub
//                                  ^^^^^ call exact include.page.probe
#ifdef FAST
static void pick(void) { }
#else
static void pick(void) { boot(); }
//                       ^^^^ call exact boot.boot
#endif
// --- core/stub.c
#include "../include/page.h"
void stub(void) {}
// --- tools/main.c
void usage(void) {}
int main(void) { usage(); }
//               ^^^^^ call exact tools.main.usage
// --- games/main.c
void usage(void) {}
int main(void) { usage(); }
//               ^^^^^ call exact games.main.usage
// --- include/page.h
void map_page(void);
#if HAS(STUB)
void stub(void);
#else
static inline void stub(void) {}
#endif
int probe(void);
