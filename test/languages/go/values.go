package values

type T struct{ next *T }
type Kind int
type Handler func(*T) *T
type Alias = T
type Table map[string]*T

func (t *T) M() *T        { return t }
func (k Kind) String()    {}
func (h Handler) Serve()  {}
func (t Table) find() *T  { return t["x"] }
func pair() (*T, error)   { return nil, nil }
func named() (t *T, k Kind) {
    t.M()
//    ^ call exact T.M
    k.String()
//    ^^^^^^ call exact Kind.String
    return
}

const (
    first Kind = iota
    second
    mask = first | second
)

var shared, other = &T{}, Kind(3)
var table = Table{"a": {next: nil}, "b": shared}

func results() {
    a, err := pair()
//            ^^^^ call exact values.pair
    a.M()
//    ^ call exact T.M
    b, err := pair()
    b.M()
//    ^ call exact T.M
    err.Error()
//      ^^^^^ call external builtin:error.Error
    _, k := named()
    k.String()
//    ^^^^^^ call exact Kind.String
    shared.M()
//         ^ call exact T.M
    other.String()
//        ^^^^^^ call exact Kind.String
    second.String()
//         ^^^^^^ call exact Kind.String
    mask.String()
//       ^^^^^^ call exact Kind.String
    var c, d *T
    d.next.M()
//         ^ call exact T.M
    c.M()
//    ^ call exact T.M
}

func parts(m map[Kind][]*T, ch <-chan *T, list ...*T) {
    v, ok := m[first]
    v[0].M()
//       ^ call exact T.M
    t, ok := <-ch
    t.M()
//    ^ call exact T.M
    (<-ch).M()
//         ^ call exact T.M
    for k, ts := range m {
        k.String()
//        ^^^^^^ call exact Kind.String
        for _, t := range ts[1:] {
            t.M()
//            ^ call exact T.M
        }
    }
    for t := range ch {
        t.M()
//        ^ call exact T.M
    }
    for i := range list {
        list[i].M()
//              ^ call exact T.M
    }
    for _, t := range table {
        t.M()
//        ^ call exact T.M
    }
    table.find().M()
//        ^^^^ call exact Table.find
//               ^ call exact T.M
    select {
    case got, ok := <-ch:
        got.M()
//          ^ call exact T.M
        _ = ok
    default:
    }
    list = append(list, nil)
//         ^^^^^^ call external builtin:append
    append(list, nil)[0].M()
//                       ^ call exact T.M
    made := make([]T, len(list))
//          ^^^^ call external builtin:make
    made[0].M()
//          ^ call exact T.M
    new(T).M()
//         ^ call exact T.M
    _ = ok
}

func conversions(f func(*T) *T, n int) {
    Kind(n).String()
//  ^^^^ no call
//  ^^^^ type exact values.Kind
//          ^^^^^^ call exact Kind.String
    int(first)
//  ^^^ no call
    Handler(f).Serve()
//  ^^^^^^^ no call
//             ^^^^^ call exact Handler.Serve
    Handler(f)(nil).M()
//                  ^ call exact T.M
    (*T)(nil).M()
//            ^ call exact T.M
    var h Handler = func(t *T) *T { return t.M() }
//                                           ^ call exact T.M
    h(nil).M()
//  ^ no call
//         ^ call exact T.M
    f(nil).M()
//  ^ no call
//         ^ call exact T.M
    Alias{}.next.M()
//               ^ call exact T.M
    (Kind(n) << 2).String()
//                 ^^^^^^ call exact Kind.String
}

func closures() {
    visit := func(t *T) *T { return t }
    visit(nil).M()
//  ^^^^^ call inferred closures.visit
//             ^ call exact T.M
    func() { shared.M() }()
//                  ^ call exact T.M
    each([]*T{{next: shared}}, (*T).M)
//  ^^^^ call exact values.each
//                                  ^ ref exact T.M
    anonymous := struct{ t *T }{t: shared}
    anonymous.t.M()
//              ^ call exact T.M
again:
    for {
        continue again
    }
}

func each(list []*T, use func(*T) *T) {
    use(list[0])
//  ^^^ call inferred T.M
}

// ### members that are read and assigned

type Point struct { X, Y int; inner *Point }
var origin = Point{X: 1, inner: &Point{Y: 2}}
//                 ^ ref exact Point.X
//                       ^^^^^ ref exact Point.inner
//                                     ^ ref exact Point.Y

func members(p *Point, list []Point, table map[string]*Point) int {
    p.X = list[0].Y
//    ^ ref exact Point.X
//                ^ ref exact Point.Y
    p.inner.Y++
//    ^^^^^ ref exact Point.inner
//          ^ ref exact Point.Y
    all := []*Point{{X: 1}, {inner: nil}}
//                   ^ ref exact Point.X
//                           ^^^^^ ref exact Point.inner
    return table["a"].inner.X + origin.X + all[0].Y
//                    ^^^^^ ref exact Point.inner
//                          ^ ref exact Point.X
//                              ^^^^^^ ref exact values.origin
//                                     ^ ref exact Point.X
//                                                ^ ref exact Point.Y
}
