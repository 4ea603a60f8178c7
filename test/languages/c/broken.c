// ### old and broken code keeps what can be read
int old_style(a, b)
    int a;
    char *b;
{ return used(a); }
//       ^^^^ call exact broken.used

static int __init start(void) { return used(1); }
//                                     ^^^^ call exact broken.used

static __always_inline int used(int n) { return n; }

void *__must_check allocate(unsigned long size) __attribute__((malloc(used)));

MODULE_THING("x");

SYSCALL_DEFINE2(open, const char __user *, name, int, flags)
{
    long start = used(flags);
//               ^^^^ call exact broken.used
    return start;
}

LUA_API int (lua_top) (int *L);
int lua_use(int *L) { return lua_top(L); }
//                           ^^^^^^^ call exact broken.lua_top

static int unbalanced(int n) {
    if (n) {
        used(n);
//      ^^^^ call exact broken.used
#ifdef ONE
    } else {
        used(2);
#else
    }
#endif
}
#ifdef ONE
}
#endif

int last(void) { return used(3); }
//                      ^^^^ call exact broken.used
