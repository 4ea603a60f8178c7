/** A Go program of our own, path → text: packages, embedding, interfaces, generics, closures, method values, builtins. */
export const goProgram: Readonly<Record<string, string>> = {
  'go.mod': 'module shop\n\ngo 1.19\n',
  'queue/queue.go': `package queue

import "sort"

// Queue holds items in the order of their rank.
type Queue[T any] struct {
	items []T
	less  func(a, b T) bool
}

func New[T any](less func(a, b T) bool) *Queue[T] {
	return &Queue[T]{less: less}
}

func (q *Queue[T]) Push(item T) *Queue[T] {
	q.items = append(q.items, item)
	q.order()
	return q
}

func (q *Queue[T]) order() {
	sort.Slice(q.items, func(i, j int) bool { return q.less(q.items[i], q.items[j]) })
}

func (q *Queue[T]) Pop() (item T, ok bool) {
	if len(q.items) == 0 {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	return item, true
}

func Each[T any](q *Queue[T], visit func(T)) {
	for item, ok := q.Pop(); ok; item, ok = q.Pop() {
		visit(item)
	}
}
`,
  'store/store.go': `package store

import (
	"fmt"
	"strings"
)

type Namer interface{ Name() string }

type Saver interface {
	Namer
	Save(note string) error
}

type Base struct{ name string }

func (b Base) Name() string       { return b.name }
func (b *Base) Rename(to string)  { b.name = clean(to) }

type File struct {
	Base
	lines []string
}

func Open(name string) *File {
	file := &File{Base: Base{name: clean(name)}}
	file.Rename(file.Name())
	return file
}

func (f *File) Save(note string) error {
	f.lines = append(f.lines, describe(f)+note)
	return check(len(f.lines))
}

func describe(n Namer) string { return fmt.Sprintf("%s: ", n.Name()) }

func check(count int) error {
	if count > limit() {
		return fmt.Errorf("%d is too many", count)
	}
	return nil
}

func limit() int { return max(3, 5) }

// max is what later versions of Go have as a builtin.
func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func clean(text string) string { return strings.TrimSpace(text) }
`,
  'main.go': `package main

import (
	"os"

	"shop/queue"
	st "shop/store"
)

type order struct{ rank int }

func (o order) price() int { return o.rank * factor() }

func factor() int { return 2 }

func cheaper(a, b order) bool { return a.price() < b.price() }

func main() {
	orders := queue.New(cheaper)
	orders.Push(order{rank: 2}).Push(order{rank: 1})
	saver := open("orders")
	log := func(o order) { save(saver, o) }
	queue.Each(orders, log)
	if first, ok := orders.Pop(); ok {
		first.price()
	}
	save := saver.Save
	if err := save("done"); err != nil {
		os.Exit(fail(err))
	}
}

func open(name string) st.Saver { return st.Open(name) }

func save(saver st.Saver, o order) {
	if err := saver.Save(saver.Name()); err != nil {
		panic(err)
	}
	o.price()
}

func fail(err error) int {
	println(err.Error())
	return 1
}
`,
};
