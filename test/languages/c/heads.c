// ### heads of types that macros give, and declarations that go on in the next line
typedef struct {
  PyObject_HEAD
  signed char value;
} Small;
typedef struct {
  PyObject_HEAD
  /* A comment
   * of several lines. */
  Small *small;
  int count, total;
} Large;
NPY_NO_EXPORT int plain_of \
       (Large *);
NPY_NO_EXPORT NPY_STEALS_REF(2) Small * small_of \
       (Large *, int);
static int use_heads(Large *a) { small_of(a, 1); return plain_of(a) + a->count; }
//                               ^^^^^^^^ call exact heads.small_of
//                                                      ^^^^^^^^ call exact heads.plain_of
//                   ^^^^^ type exact heads.Large
enum kind {
  KIND_A,
  KIND_OLD ATTR_DEPRECATE("use A"),
  KIND_B GLIB_AVAILABLE_IN(2) = 4
};
static int use_kind(void) { return KIND_OLD + KIND_B; }
//                                 ^^^^^^^^ ref exact kind.KIND_OLD
//                                            ^^^^^^ ref exact kind.KIND_B
