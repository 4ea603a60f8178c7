using System.Collections.Generic;
using System.Linq;
class Foo { public void Run() {} public Bar Next() => null; }
class Bar { public void Stop() {} }
class Tuples {
  (Foo first, Bar second) Pair() => (new Foo(), new Bar());
  (Foo, Bar) Plain() => (new Foo(), new Bar());
  List<(Foo left, Bar right)> rows;
  Dictionary<string, (Foo foo, int count)> byName;
  void Named((Foo foo, Bar bar) given) {
    given.foo.Run();
    //        ^^^ call exact Foo.Run
    given.bar.Stop();
    //        ^^^^ call exact Bar.Stop
    given.Item2.Stop();
    //          ^^^^ call exact Bar.Stop
    Pair().first.Run();
    //           ^^^ call exact Foo.Run
    var pair = Pair();
    pair.second.Stop();
    //          ^^^^ call exact Bar.Stop
    var made = (foo: new Foo(), bar: new Bar());
    made.bar.Stop();
    //       ^^^^ call exact Bar.Stop
    Plain().Item1.Run();
    //            ^^^ call exact Foo.Run
  }
  void Taken() {
    var (a, b) = Pair();
    a.Run();
    //^^^ call exact Foo.Run
    b.Stop();
    //^^^^ call exact Bar.Stop
    (Foo c, Bar d) = Plain();
    c.Next().Stop();
    //       ^^^^ call exact Bar.Stop
    (var e, _) = Pair();
    e.Run();
    //^^^ call exact Foo.Run
    foreach (var (left, right) in rows) right.Stop();
    //                                        ^^^^ call exact Bar.Stop
    foreach (var row in rows) row.left.Run();
    //                                 ^^^ call exact Foo.Run
    foreach (var (key, value) in byName) value.foo.Run();
    //                                             ^^^ call exact Foo.Run
    byName["a"].foo.Run();
    //              ^^^ call exact Foo.Run
    rows.Select(one => one.right).First().Stop();
    //                                    ^^^^ call exact Bar.Stop
    rows.Select(one => (one.right, one.left)).First().right.Stop();
    //                                                      ^^^^ call exact Bar.Stop
    (a, b) = (new Foo(), new Bar());
  }
}
