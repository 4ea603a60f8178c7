using System.Collections.Generic;
using System.Linq;
record Money(int Cents, Node Of) { }
class Node {
  public Node Next { get; }
  public List<Node> Kids = new();
  public Node Step() => this;
  public bool Try(out Node found) { found = this; return true; }
  public void Deconstruct(out Node first, out int count) { first = this; count = 1; }
}
class Use {
  void Run(object o, List<Node> list, Dictionary<string, Node> byName) {
    if (o is Node { Kids: var kids, Next.Next: var far } node) {
      node.Step();
      //   ^^^^ call exact Node.Step
      far.Step();
      //  ^^^^ call exact Node.Step
      kids[0].Step();
      //      ^^^^ call exact Node.Step
    }
    if (o is Money(_, var of) money) of.Step();
    //                                  ^^^^ call exact Node.Step
    if (byName.TryGetValue("a", out var got)) got.Step();
    //                                            ^^^^ call exact Node.Step
    if (list[0].Try(out var tried)) tried.Step();
    //                                    ^^^^ call exact Node.Step
    var (first, count) = list[0];
    first.Step();
    //    ^^^^ call exact Node.Step
    foreach (var (key, value) in byName) value.Step();
    //                                         ^^^^ call exact Node.Step
    var steps = from one in list let next = one.Step() select next;
    //                                          ^^^^ call exact Node.Step
    steps.First().Step();
    //            ^^^^ call exact Node.Step
  }
}
