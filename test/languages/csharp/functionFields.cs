// --- Ops.cs
using System;
namespace A {
  public class Box { public Box Next() { return this; } }
  public delegate Box Maker(int n);
  public static class Ops {
    public const int Limit = 3;
    public static readonly Func<Box> Make = () => new Box();
    public static Maker Own = n => new Box();
  }
}
// --- Use.cs
using System;
using A;
using static A.Ops;
class Use {
  readonly Func<Box, Box> grow = b => b.Next();
  //                                    ^^^^ call exact Box.Next
  int Run(int most) {
    Make.Invoke().Next();
    //   ^^^^^^ call exact Ops.Make
    //            ^^^^ call exact Box.Next
    Ops.Make().Next();
    //  ^^^^ call exact Ops.Make
    //         ^^^^ call exact Box.Next
    grow?.Invoke(null).Next();
    //    ^^^^^^ call exact Use.grow
    //                 ^^^^ call exact Box.Next
    Own.Invoke(1).Next();
    //            ^^^^ call exact Box.Next
    return most + Limit;
    //            ^^^^^ ref exact Ops.Limit
    //     ^^^^ no ref
  }
}
