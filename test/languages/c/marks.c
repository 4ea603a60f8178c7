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
