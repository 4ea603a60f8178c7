// ### functions that macros put into tables are stored there: a list of macros, entries by place, by member, by index, and alone
struct command { const char *name; int (*run)(int); int (*undo)(int); };
typedef int (*step)(int);

static int add_run(int n) { return n; }
static int add_undo(int n) { return n; }
static int del_run(int n) { return n; }
static int del_undo(int n) { return n; }
static int step_add(int n) { return n; }
static int step_del(int n) { return n; }
static int shared(int n) { return n; }

#define COMMANDS(X) \
    X(add, add_run, add_undo) \
    X(del, del_run, del_undo)

#define BY_PLACE(name, run, undo) { #name, run, (step)undo },
static const struct command places[] = { COMMANDS(BY_PLACE) };
//                                       ^^^^^^^^ ref exact tables.add_run
//                                       ^^^^^^^^ ref exact tables.del_undo
//                                       ^^^^^^^^ call exact tables.COMMANDS
//                                                ^^^^^^^^ ref exact tables.BY_PLACE

#define ALONE(name, run, undo) step_##name,
static step steps[] = { COMMANDS(ALONE) };

#define ENTRIES X(one, add_run) X(two, shared)
#define X(name, run) [INDEX_##name] = &run,
static step indexed[] = { ENTRIES };
#undef X

struct device { int (*open)(int); int (*close)(int); };
static int disk_open(int n) { return n; }
static int disk_close(int n) { return n; }
static int tape_open(int n) { return n; }
static int tape_close(int n) { return n; }
#define DEVICE(prefix) { .open = prefix##_open, .close = prefix##_close }
#define NAMED(prefix) DEVICE(prefix)
static struct device devices[] = { DEVICE(disk), NAMED(tape) };

int run_all(const struct command *command, struct device *device, int i) {
    command->run(1);
//           ^^^ call inferred tables.add_run
//           ^^^ call inferred tables.del_run
    places[i].undo(2);
//            ^^^^ call inferred tables.add_undo
//            ^^^^ call inferred tables.del_undo
    steps[i](3);
//  ^^^^^ call inferred tables.step_add
//  ^^^^^ call inferred tables.step_del
    indexed[i](4);
//  ^^^^^^^ call inferred tables.add_run
//  ^^^^^^^ call inferred tables.shared
    device->open(5);
//          ^^^^ call inferred tables.disk_open
//          ^^^^ call inferred tables.tape_open
    return devices[i].close(6);
//                    ^^^^^ call inferred tables.disk_close
//                    ^^^^^ call inferred tables.tape_close
}

// ### a conditional expression that is called or stored means both of its values
static step chosen;
int choose(int which, int n) {
    chosen = which ? step_add : step_del;
    chosen(n);
//  ^^^^^^ call inferred tables.step_add
//  ^^^^^^ call inferred tables.step_del
    return (which ? add_run : del_run)(n);
//                  ^^^^^^^ call exact tables.add_run
//                            ^^^^^^^ call exact tables.del_run
}

// ### a macro that casts to a type which it is given tells what its result is
#define within(ptr, type, member) ((type *)((char *)(ptr) - offsetof(type, member)))
#define within_checked(ptr, type, member) ({ \
    const typeof(((type *)0)->member) *at = (ptr); \
    (type *)((char *)at - offsetof(type, member)); })
#define entry_of(ptr, type, member) within((ptr)->next, struct type, member)
struct link { struct link *next; };
struct volume { struct device *device; struct link links; };
static int use_link(struct link *link) {
    within(link, struct volume, links)->device->open(1);
//                                              ^^^^ call inferred tables.disk_open
//                                              ^^^^ call inferred tables.tape_open
//  ^^^^^^ call exact tables.within
    within_checked(link, struct volume, links)->device->open(2);
//                                                      ^^^^ call inferred tables.disk_open
//                                                      ^^^^ call inferred tables.tape_open
    return entry_of(link, volume, links)->device->close(3);
//                                                ^^^^^ call inferred tables.disk_close
//                                                ^^^^^ call inferred tables.tape_close
}
