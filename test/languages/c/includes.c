// ### where an include leads
// --- lib/net/socket.c
#include "socket.h"
#include <net/wire.h>
#include <time.h>
#include "missing.h"
int socket_open(void) { return wire_up() + clock_now() + outside(); }
//                             ^^^^^^^ call exact wire.wire_up
//                                         ^^^^^^^^^ no call
//                                                       ^^^^^^^ no call
int socket_close(void) { return 0; }
// --- lib/net/socket.h
#include "deep/inner.h"
int socket_open(void);
// --- lib/net/deep/inner.h
#include "../socket.h"
static inline int inner_most(void) { return socket_open(); }
//                                          ^^^^^^^^^^^ call exact socket.socket_open
// --- include/net/wire.h
static inline int wire_up(void) { return 1; }
// --- tools/include/net/wire.h
static inline int wire_up(void) { return 2; }
// --- tools/run.c
#include <net/wire.h>
#include "socket.h"
int run(void) { return wire_up() + inner_most() + socket_close(); }
//                     ^^^^^^^ call exact tools.include.net.wire.wire_up
//                                 ^^^^^^^^^^ call exact inner.inner_most
//                                                ^^^^^^^^^^^^ call inferred socket.socket_close
// --- clock/time.h
static inline int clock_now(void) { return 3; }
static inline int outside(void) { return 4; }
