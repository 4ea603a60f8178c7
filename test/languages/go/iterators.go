package iterators

import "iter"

type T struct{}

func (T) M() {}

type Set []T

func (s Set) All() func(yield func(int, T) bool) { return nil }
func (s Set) Each() Seq                          { return nil }

type Seq func(yield func(T) bool)

func loops(s Set, values iter.Seq[T], pairs iter.Seq2[string, T], each func(func(T) bool)) {
    for _, t := range s.All() {
//                      ^^^ call exact Set.All
        t.M()
//        ^ call exact T.M
    }
    for t := range s.Each() {
        t.M()
//        ^ call exact T.M
    }
    for t := range values {
        t.M()
//        ^ call exact T.M
    }
    for _, t := range pairs {
        t.M()
//        ^ call exact T.M
    }
    for t := range each {
        t.M()
//        ^ call exact T.M
    }
}
