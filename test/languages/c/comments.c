// ### definitions of macros that hold comments
#define NOTHING(x) do { /* do nothing */ } while (0)
#define SUM(x) ((x) /* why */ + twice(x))
//                              ^^^^^ call exact comments.twice
#define NAMED(first, others...)      do { /* do nothing */ } while (0)
#define BEHIND(x) twice(x) /* why */
//                ^^^^^ call exact comments.twice
#define SEVERAL(x) do { /* a */ \
    twice(x); /* b */ \
} while (0) /* c */
#define GOES_ON(x) twice(x) /* a comment
   of two lines */
static int twice(int n) { return 2 * n; }

int run(int n)
{
    NOTHING(n);
//  ^^^^^^^ call exact comments.NOTHING
    NAMED(n, 1);
//  ^^^^^ call exact comments.NAMED
    SEVERAL(n);
//  ^^^^^^^ call exact comments.SEVERAL
    GOES_ON(n);
//  ^^^^^^^ call exact comments.GOES_ON
    return SUM(n) + BEHIND(n);
//         ^^^ call exact comments.SUM
//                  ^^^^^^ call exact comments.BEHIND
}
