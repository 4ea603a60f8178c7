// ### marks on lines of their own, and macros that stand for types and definitions
#include <queue.h>
G_BEGIN_DECLS

typedef struct _Store Store;
struct _Store { int a; };
int store_new(void);

G_END_DECLS
struct shop { struct _Store *store; unsigned : 2; int b; };
__BEGIN_DECLS
int shop_open(struct shop *s);
__END_DECLS
_Atomic(int) count;
LIST_HEAD(shops, shop) list;
TAILQ_HEAD(tail, shop) queue = TAILQ_HEAD_INITIALIZER(queue);
enum e {
  AAAA,
  BBBB
};
DEFINE_ALL(x)
static void behind(void) { store_new(); }
//                         ^^^^^^^^^ call exact store_new
int typed(Store *a, struct shop *b) { behind(); return shop_open(b) + list.n; }
//        ^^^^^ type exact Store
//                                                     ^^^^ type exact shop
//                                    ^^^^^^ call exact behind
//                                                     ^^^^^^^^^ call exact shop_open
