// Function literals: called where they stand, handed on, called by the library.
package nameless

import (
    "sort"
    "sync"
)

func work() {}

func places(once *sync.Once, list []int) {
    func() { work() }()
//           ^^^^ call exact nameless.work
//           ^^^^ call exact places.<func>
    defer func() { work() }()
//                 ^^^^ call exact nameless.work
//                 ^^^^ call exact places.<func>#2
    sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
//       ^^^^^ call external sort:Slice
//       ^^^^^ call inferred places.Slice() callback
    once.Do(work)
//          ^^^^ call inferred nameless.work
    named := func() {}
    named()
//  ^^^^^ call inferred places.named
}

func run(task func()) {
    task()
//  ^^^^ call inferred places2.run() callback
//  ^^^^ call inferred nameless.work
}

func places2() {
    run(func() { work() })
//               ^^^^ call exact nameless.work
    run(work)
}
