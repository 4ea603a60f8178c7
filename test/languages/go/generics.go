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
