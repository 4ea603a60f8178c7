// ### one body for several heads, each in a condition of its own
static void helper(int n) {}
#ifdef WITH_A
static void process(const char *text, int size)
{
    char *method;
#endif
#ifdef WITH_B
static void process(const char *text, char *offsets)
{
    char values[10];
#endif
    int n = 0;
    if (n)
        helper(n);
//      ^^^^^^ call exact bodies.helper
}

#if defined(WITH_A)
int first(int n) {
#endif

/* the other one */
#if defined(WITH_B)
int second(long n) {
#endif
    return n;
}

void run(int n)
{
#ifdef WITH_A
    process("x", n);
//  ^^^^^^^ call exact bodies.process
#endif
#ifdef WITH_B
    process("y", "z");
//  ^^^^^^^ call exact bodies.process
#endif
}

int conditions_that_open_blocks(int n)
{
#ifdef WITH_A
    if (n == 1) {
#endif
#ifdef WITH_B
    if (n == 2) {
#endif
        helper(n);
//      ^^^^^^ call exact bodies.helper
#ifdef WITH_B
    }
#endif
#ifdef WITH_A
    }
#endif
    return n;
}

void last(int n) { run(n); }
//                 ^^^ call exact bodies.run
