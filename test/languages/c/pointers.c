// ### what pointers to functions lead to is not guessed where it is not stored; that a function is handed out is a reference
struct point { int x, y; };

struct shape;
typedef int (*area_t)(struct shape *);

struct shape {
    area_t area;
    struct point *(*corner)(struct shape *, int);
    struct { int (*inner)(void); };
    struct shape *next;
};

typedef struct { void (*close)(void); } file_t, *file_p;

static int square_area(struct shape *s) { return s->next ? s->next->area(s) : 0; }
//                                                                  ^^^^ call inferred pointers.square_area
//                                                                  ^^^^ ref exact shape.area
static struct point *corner_of(struct shape *s, int n) { return s->corner(s, n); }
//                                                                 ^^^^^^ ref exact shape.corner
//                                                                 ^^^^^^ call inferred pointers.corner_of

static const struct shape square = {
//                  ^^^^^ type exact pointers.shape
    .area = square_area,
//          ^^^^^^^^^^^ ref exact pointers.square_area
    .corner = &corner_of,
//             ^^^^^^^^^ ref exact pointers.corner_of
};

static area_t table[] = { square_area, 0 };
//                        ^^^^^^^^^^^ ref exact pointers.square_area

int (*hook)(int) = 0;

static int apply(int (*callback)(int), area_t area) {
    callback(1);
//  ^^^^^^^^ no call
    hook(2);
//  ^^^^ no call
//  ^^^^ ref exact pointers.hook
    (*hook)(3);
//    ^^^^ ref exact pointers.hook
    table[0](0);
//  ^^^^^ call inferred pointers.square_area
//  ^^^^^ ref exact pointers.table
    return area(0);
//         ^^^^ no call
}

static int twice(int n) { return 2 * n; }

int use(file_p file, struct shape *shapes) {
    int square_area = 3;
    file->close();
//        ^^^^^ ref exact file_t.close
    shapes[square_area].inner();
//                      ^^^^^ ref exact inner
    ((file_t *)shapes)->close();
//                      ^^^^^ ref exact file_t.close
    int spread = (int)(apply(twice, 0) - (long)twice(2));
//                     ^^^^^ call exact pointers.apply
//                                             ^^^^^ call exact pointers.twice
    return (apply)(twice, spread);
//          ^^^^^ call exact pointers.apply
//                 ^^^^^ ref exact pointers.twice
}

int (*choose(int which))(int) { return which ? twice : hook; }
//                                             ^^^^^ ref exact pointers.twice

int after(void) { return choose(1)(2); }
//                       ^^^^^^ call exact pointers.choose
