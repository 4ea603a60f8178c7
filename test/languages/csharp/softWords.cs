class Text {
  Text partial(int at) { return this; }
  internal Text required() { return this; }
  Text Cut() {
    partial(1);
    //  ^^^ call exact Text.partial
    return partial(2).required();
    //     ^^^^^^^ call exact Text.partial
    //                ^^^^^^^^ call exact Text.required
  }
  static Text Replace(Text what, Text with) {
    with.Cut();
    //   ^^^ call exact Text.Cut
    var required = with.required();
    //                  ^^^^^^^^ call exact Text.required
    required.Cut();
    //       ^^^ call exact Text.Cut
    return what.Cut();
    //          ^^^ call exact Text.Cut
  }
}
partial class Part { public partial void First(); public void Last() { First(); } }
//                                                                     ^^^^^ call exact Part.First
record Point(int X) { public required int Y { get; init; } static Point Move(Point from) => from with { Y = Next() };
  //                                                                                                        ^^^^ call exact Point.Next
  static int Next() => 1;
}
