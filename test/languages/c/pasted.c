// ### functions whose names macros put together, in the same file
#define DEF(n) static void n##_init(void) { prepare(); }
//                                          ^^^^^^^ call exact pasted.prepare
#define PAIR(type, name)                     \
    type get_##name(void) { return (type)0; } \
    static inline void set_##name##_all(type v) { (void)v; }
#define NAMED(f) int f(int a) { return a; }
#define DEF_ALL(n) DEF(n##_a) DEF(n##_b)
#define CALLS(n) do { n##_init(); } while (0)
#define PATH_OF(n, text) const char *path_of_##n(void) { return text; }
#define TABLE(n) static int n##_table[] = { 1, 2 };

static void prepare(void) {}
static void late_init(void);

DEF(first)
DEF(second);
DEF(late)
PAIR(int, size)
NAMED(twice);
DEF_ALL(third)
TABLE(numbers)
PATH_OF(merged, "a, (b")

void run(void) {
    first_init();
//  ^^^^^^^^^^ call exact pasted.first_init
    second_init();
//  ^^^^^^^^^^^ call exact pasted.second_init
    late_init();
//  ^^^^^^^^^ call exact pasted.late_init
    get_size();
//  ^^^^^^^^ call exact pasted.get_size
    set_size_all(1);
//  ^^^^^^^^^^^^ call exact pasted.set_size_all
    twice(2);
//  ^^^^^ call exact pasted.twice
    third_a_init();
//  ^^^^^^^^^^^^ call exact pasted.third_a_init
    third_b_init();
//  ^^^^^^^^^^^^ call exact pasted.third_b_init
    third_init();
//  ^^^^^^^^^^ no call
    path_of_merged();
//  ^^^^^^^^^^^^^^ call exact pasted.path_of_merged
    numbers_table();
//  ^^^^^^^^^^^^^ no call
}
// ### in headers that are included, and in what those include
// --- inc/def.h
#include "deeper.h"
#define HANDLER(n) static int handle_##n(int fd) { return fd; }
// --- inc/deeper.h
#define OPENER(n, ...) int open_##n(void) __attribute__((unused)) { return 0; }
// --- inc/used.h
#include "def.h"
HANDLER(shared)
// --- one.c
#include "inc/used.h"
OPENER(door, 1, 2)
HANDLER(read)
int one(void) { return handle_read(1) + handle_shared(2); }
//                     ^^^^^^^^^^^ call exact one.handle_read
//                                      ^^^^^^^^^^^^^ call exact used.handle_shared
// --- two.c
#include "inc/def.h"
int open_door(void);
int two(void) { return open_door() + handle_read(1); }
//                     ^^^^^^^^^ call exact one.open_door
//                                   ^^^^^^^^^^^ no call
// --- three.c
HANDLER(write)
int three(void) { return handle_write(1); }
//                       ^^^^^^^^^^^^ no call
// --- four.c
#define HANDLER(n) static int own_##n(int fd) { return fd; }
#include "inc/def.h"
HANDLER(write)
int four(void) { return own_write(1) + handle_write(1); }
//                      ^^^^^^^^^ call exact four.own_write
//                                     ^^^^^^^^^^^^ no call
// ### lists of names that are given to a macro, or to the one that is defined where the list is used
// --- list.h
#define COLORS(X) X(red) X(green)
#define SHAPES \
    SHAPE(round) \
    SHAPE(square)
// --- lists.c
#include "list.h"
#define DRAW(n) static void draw_##n(void) {}
COLORS(DRAW)
#define DECLARE(n) void paint_##n(void);
COLORS(DECLARE)
#undef DECLARE
void paint_red(void) {}
#define SHAPE(n) static int is_##n(int x) { return x; }
SHAPES
#undef SHAPE
void later(void) {}
int lists(void) {
    draw_red();
//  ^^^^^^^^ call exact lists.draw_red
    draw_green();
//  ^^^^^^^^^^ call exact lists.draw_green
    paint_red();
//  ^^^^^^^^^ call exact lists.paint_red
    paint_green();
//  ^^^^^^^^^^^ no call
    later();
//  ^^^^^ call exact lists.later
    return is_round(1) + is_square(2);
//         ^^^^^^^^ call exact lists.is_round
//                       ^^^^^^^^^ call exact lists.is_square
}
