// ### marks that the preprocessor takes away lose no declaration
#define NORETURN __attribute__((noreturn))
#define ATTR_PRINTF(a, b) __attribute__((format(printf, a, b)))
static inline ATTR_ARG(1) const char *behind_inline(const char *m) { return m; }
ATTR_ARG(1) const char *before(const char *m) { return behind_inline(m); }
//                                                     ^^^^^^^^^^^^^ call exact marks.behind_inline
NORETURN void both(const char *e, ...) ATTR_PRINTF(1, 2);
void behind(const char *e, ...) NORETURN;
int ATTR_PRINTF(1, 2) between(const char *m, ...) { both(before("a")); behind("b"); }
//                                                  ^^^^ call exact marks.both
//                                                       ^^^^^^ call exact marks.before
//                                                                     ^^^^^^ call exact marks.behind
int on_its_line(void) NORETURN
{ return between("c"); }
//       ^^^^^^^ call exact marks.between
extern __printf(2, 3)
int two_lines(int x, const char *fmt, ...);
int of_parameters(int a __unused, int b NORETURN) { return two_lines(on_its_line(), ""); }
//                                                         ^^^^^^^^^ call exact marks.two_lines
//                                                                   ^^^^^^^^^^^ call exact marks.on_its_line
struct API named { int a; };
struct packed { int b; } __packed;
static int last(struct named *n, struct packed *p) { return of_parameters(n->a, p->b); }
//                     ^^^^^ type exact marks.named
//                                      ^^^^^^ type exact marks.packed
//                                                          ^^^^^^^^^^^^^ call exact marks.of_parameters
// ### what macros are given far from what the grammar can't read
// --- far.c
int even(word n MARKED) { return n; }
int c1(int n) { return n + 1; }
int c2(int n) { return n + 2; }
int c3(int n) { return n + 3; }
int c4(int n) { return n + 4; }
int shown(int n) { return n; }
EXPORT_IT(shown);
//        ^^^^^ ref exact far.shown
int a1(int n) { return n + 1; }
int a2(int n) { return n + 2; }
int a3(int n) { return n + 3; }
int a4(int n) { return n + 4; }
int a5(int n) { return n + 5; }
int a6(int n) { return n + 6; }
int a7(int n) { return n + 7; }
int a8(int n) { return n + 8; }
int a9(int n) { return n + 9; }
int b1(int n) { return n + 1; }
int b2(int n) { return n + 2; }
int b3(int n) { return n + 3; }
int b4(int n) { return n + 4; }
int b5(int n) { return n + 5; }
int b6(int n) { return n + 6; }
typedef struct node node;
static int put(node *n) { return 0; }
int odd(word n MARKED) { return n; }
// ### a statement that calls with a type as argument
// --- call.c
struct node { int value; };
static void put(struct node *n) {}
void leave(void *p) { put(OF(p, struct node, value)); }
//                    ^^^ call exact call.put
void give(void *p) { put((struct node *)(p)); }
//                                ^^^^ type exact call.node
int size(void) { return sizeof(struct node *); }
//                                    ^^^^ type exact call.node
