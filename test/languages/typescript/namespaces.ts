// ### namespaces, enums and merged declarations

namespace Outer {
  export function visible() { hidden(); }
//                            ^^^^^^ call exact Outer.hidden
  function hidden() {}
  export namespace Inner {
    export class Deep { dig() {} }
    export const go = () => visible();
//                          ^^^^^^^ call exact Outer.visible
  }
}
namespace A.B {
  export function both() {}
}
import Short = Outer.Inner;

  Outer.visible();
//      ^^^^^^^ call exact Outer.visible
  Outer.Inner.go();
//            ^^ call exact Inner.go
  new Short.Deep().dig();
//          ^^^^ call exact Inner.Deep
//                 ^^^ call inferred Deep.dig
  A.B.both();
//    ^^^^ call exact A.B.both
function typed(deep: Outer.Inner.Deep) {
//                               ^^^^ type exact Inner.Deep
  deep.dig();
//     ^^^ call inferred Deep.dig
}

// A class and a namespace, a function and a namespace, an interface and a constant of one name.
class Merged { run() {} }
namespace Merged { export function create() { return new Merged(); } }
  Merged.create().run();
//       ^^^^^^ call inferred Merged.create
//                ^^^ call inferred Merged.run
interface Both { method(): void }
const Both = { make(): Both { return { method() {} }; } };
function both(one: Both) {
//                 ^^^^ type exact namespaces.Both
  one.method();
//    ^^^^^^ call inferred Both.method
  Both.make().method();
//     ^^^^ call inferred make
//            ^^^^^^ call inferred Both.method
}
interface Split { first(): void }
interface Split { second(): void }
function merged(one: Split) {
  one.first(), one.second();
//    ^^^^^ call inferred Split.first
//                 ^^^^^^ call inferred Split.second
}
enum Level { Low = compute(), High }
//                 ^^^^^^^ call exact namespaces.compute
function compute() { return 1; }
declare function ambient(): void;
  ambient();
//^^^^^^^ call exact namespaces.ambient
declare module 'other' { export function elsewhere(): void; }
