package generics

type Shape interface{ Area() float64 }
type Square struct{}

func (Square) Area() float64 { return 0 }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(item T) {
    s.items = append(s.items, item)
}
func (s *Stack[T]) Len() int { return 0 }

type Named[S Shape] struct{ shape S }

func (n Named[S]) area() {
    n.shape.Area()
//          ^^^^ call exact Shape.Area
    var s S
    s.Area()
//    ^^^^ call exact Shape.Area
}

func total[S Shape, N int | float64](shapes []S, n N) {
    for _, s := range shapes {
        s.Area()
//        ^^^^ call exact Shape.Area
    }
}

func Map[A, B any](list []A, f func(A) B) []B { return nil }

func use(stack Stack[Square], fs map[string]func(int)) {
    stack.Push(Square{})
//        ^^^^ call exact Stack.Push
    Stack[int]{}.Len()
//               ^^^ call exact Stack.Len
    total[Square](nil, 1)
//  ^^^^^ call exact generics.total
    Map[int, string](nil, nil)
//  ^^^ call exact generics.Map
    total[Square, int](nil, 1)
//  ^^^^^ call exact generics.total
    one[int](1)
//  ^^^ call exact generics.one
    fs["x"](1)
}

func one[T any](value T) {}

// ### what type parameters stand for at a site

type Queue[T any] struct {
    first *Entry[T]
    items []T
}
type Entry[T any] struct {
    value T
    next  *Entry[T]
}
type Pair[K comparable, V any] struct {
    Key K
    Val V
}
type Squares struct{ *Queue[Square] }

func NewQueue[T any](items ...T) *Queue[T]      { return &Queue[T]{items: items} }
func PairOf[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }
func First[S Shape](shapes []S) S               { return shapes[0] }
func (q *Queue[E]) Pop() E                      { return q.items[0] }
func (q *Queue[E]) Each(visit func(E))          {}

func inferred(queue *Queue[*Square], pairs map[string]Pair[int, Square]) {
    NewQueue(Square{}).Pop().Area()
//                           ^^^^ call exact Square.Area
    NewQueue[Square]().Pop().Area()
//                           ^^^^ call exact Square.Area
    queue.Pop().Area()
//              ^^^^ call exact Square.Area
    queue.first.next.value.Area()
//                         ^^^^ call exact Square.Area
    PairOf("a", Square{}).Val.Area()
//                            ^^^^ call exact Square.Area
    pairs["a"].Val.Area()
//                 ^^^^ call exact Square.Area
    Map([]int{1}, func(n int) Square { return Square{} })[0].Area()
//                                                           ^^^^ call exact Square.Area
    First([]Square{}).Area()
//                    ^^^^ call exact Square.Area
    Squares{}.Pop().Area()
//                  ^^^^ call exact Square.Area
    q := NewQueue(Square{})
    q.items[0].Area()
//             ^^^^ call exact Square.Area
}

// ### several results that are passed on

func open(name string) (*Square, error)                { return &Square{}, nil }
func Must[T any](value T, err error) T                 { return value }
func Both[A, B any](first A, second B) Pair[A, B]      { return Pair[A, B]{first, second} }
func rest[T any](values ...T) T                        { return values[0] }
func (s *Stack[T]) Fill(item T, err error) *Stack[T]   { return s }

func passed() {
    square := Must(open("a"))
    square.Area()
//         ^^^^ call exact Square.Area
    Both(open("a")).Key.Area()
//                      ^^^^ call exact Square.Area
    Must((open("b"))).Area()
//                    ^^^^ call exact Square.Area
    NewQueue(Must(open("c"))).Pop().Area()
//                                  ^^^^ call exact Square.Area
    work := Must(open("d")).Area
    work()
//  ^^^^ call inferred Square.Area
}
