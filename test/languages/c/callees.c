// ### what stands around the name of what is called
struct ops { int (*read)(int); int (*write)(int); void (*close)(void); };
static int my_read(int a) { return a; }
static int my_write(int a) { return a; }
static void my_close(void) { }
static struct ops my_ops = { .read = my_read, .write = my_write, .close = my_close };
#define ALIAS my_read
#define WRAPPED (my_read)
static struct ops other_ops = { .write = ALIAS };
int use(struct ops *o, int n) {
  (*o->write)(2);
//     ^^^^^ call inferred my_write
//     ^^^^^ call inferred my_read
  (o->close)();
//    ^^^^^ call inferred my_close
  (*my_ops.read)(3);
//         ^^^^ call inferred my_read
  (&my_read)(2);
//  ^^^^^^^ call exact my_read
  (*my_read)(2);
//  ^^^^^^^ call exact my_read
  ((o)->close)();
//      ^^^^^ call inferred my_close
  (**o->read)(1);
//      ^^^^ call inferred my_read
  ALIAS(1);
//^^^^^ call exact my_read
//^^^^^ ref exact ALIAS
  WRAPPED(1);
//^^^^^^^ call exact my_read
  return (n ? my_read : my_write)(1);
//            ^^^^^^^ call exact my_read
//                      ^^^^^^^^ call exact my_write
}
