// ### a call through a member reaches the functions that are stored in it, when all of them are known
struct ops {
    const char *name;
    int (*read)(int);
    int (*write)(int);
    int (*flush)(int);
    struct ops *next;
};
typedef int (*handler)(int);

static int disk_read(int n) { return n; }
static int tape_read(int n) { return n; }
static int disk_write(int n) { return n; }
static int disk_flush(int n) { return n; }
static int on_open(int n) { return n; }
static int on_close(int n) { return n; }
static int stray(int n) { return n; }

static const struct ops disk = { .name = "disk", .read = disk_read, .write = &disk_write };
static struct ops tapes[] = { { "tape", tape_read }, { .write = (handler)disk_write } };
static struct ops chain = { .next = &tapes[0], .flush = disk_flush };

static handler handlers[] = { on_open, [1] = on_close };
static handler hook = on_open;
static handler any;

static int load(const struct ops *ops) {
    ops->read(1);
//       ^^^^ call inferred stored.disk_read
//       ^^^^ call inferred stored.tape_read
    return ops->next->write(2);
//                    ^^^^^ call inferred stored.disk_write
}

static void set(struct ops *ops, handler given) {
    ops->flush = given;
    hook = on_close;
    any = given;
}

static int run(struct ops ops, int i) {
    tapes[i].read(i);
//           ^^^^ call inferred stored.disk_read
//           ^^^^ call inferred stored.tape_read
    handlers[i](3);
//  ^^^^^^^^ call inferred stored.on_open
//  ^^^^^^^^ call inferred stored.on_close
    hook(4);
//  ^^^^ call inferred stored.on_open
//  ^^^^ call inferred stored.on_close
    any(5);
//  ^^^ no call
//  ^^^ ref exact stored.any
    return ops.flush(6);
//             ^^^^^ no call
//             ^^^^^ ref exact ops.flush
}

struct point { int x; int (*norm)(int); };
static int norm_of(int n) { return n; }
static int measure(struct point p) { return p.norm(1); }
//                                            ^^^^ call inferred stored.norm_of
static int use(void) { return measure((struct point){ 3, norm_of }); }

typedef int (*step_fn)(int);
typedef struct {
    const char *name;
    step_fn step;
} step_t;
struct stage { step_fn enter, leave; };
typedef struct stage stage_t;
typedef stage_t stage_alias, *stage_p;
static int first_step(int n) { return n; }
static int second_step(int n) { return n; }
static int enter_stage(int n) { return n; }
static int leave_stage(int n) { return n; }
static int leave_other(int n) { return n; }
static const step_t steps[] = { {"first", first_step}, {"second", second_step} };
static stage_t stages[2] = { { enter_stage, leave_stage } };
static stage_alias other_stage = { enter_stage, leave_other };
static int walk(const step_t *step, stage_p stage, int i) {
    steps[i].step(1);
//           ^^^^ call inferred stored.first_step
//           ^^^^ call inferred stored.second_step
    step->step(2);
//        ^^^^ call inferred stored.first_step
//        ^^^^ call inferred stored.second_step
    stages[0].enter(3);
//            ^^^^^ call inferred stored.enter_stage
    return stage->leave(4);
//                ^^^^^ call inferred stored.leave_stage
//                ^^^^^ call inferred stored.leave_other
}
