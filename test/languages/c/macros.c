// ### macros, enumerations and types share the names of a file
#include <stdlib.h>
#define LIMIT 10
#define CHECK(x) do { if (x) fail("x(1)"); } while (0)
//                           ^^^^ call exact macros.fail
#define ALIAS fail
//            ^^^^ ref exact macros.fail
#define LONG_ONE(a, call)  \
    call(a);               \
    CHECK(a) /* fail(a) */
//  ^^^^^ call exact macros.CHECK
#define PASTE(a) run_##a()

enum color { RED, GREEN = LIMIT };
//                        ^^^^^ ref exact macros.LIMIT
typedef enum { ON, OFF } power;

static void fail(const char *text) { abort(); }
//                                   ^^^^^ call external libc:abort

typedef struct node { struct node *next; enum color color; } node_t;
//                           ^^^^ type exact macros.node
//                                            ^^^^^ type exact macros.color

static power paint(node_t *node, enum color color) {
//     ^^^^^ type exact macros.power
//                 ^^^^^^ type exact macros.node_t
    CHECK(color == GREEN);
//  ^^^^^ call exact macros.CHECK
//                 ^^^^^ ref exact color.GREEN
    if (sizeof(struct node) > LIMIT) ALIAS("y");
//                    ^^^^ type exact macros.node
//                            ^^^^^ ref exact macros.LIMIT
//                                   ^^^^^ call exact macros.fail
//                                   ^^^^^ ref exact macros.ALIAS
    return node ? ON : OFF;
//                ^^ ref exact power.ON
}

int fail_count(struct node *fail) { return paint(fail, RED); }
//                                         ^^^^^ call exact macros.paint
//                                                     ^^^ ref exact color.RED
