record Point(int x, int y) { int norm() { return 1; } }
record Circle(Point center, double radius) {}
record Line(Point from, Circle to) {}
class Use {
  void run(Object o) {
    if (o instanceof Circle(Point p, var r)) p.norm();
    //                                         ^^^^ call exact Point.norm
    if (o instanceof Line(var p, Circle(var q, double d)) && d > 1) {
      p.norm();
      //^^^^ call exact Point.norm
      q.norm();
      //^^^^ call exact Point.norm
    }
    switch (o) {
      case Line(Point(int a, var b), var to) -> to.center();
      //                                           ^^^^^^ call exact Circle.center
      case Circle(var v, var w) when v.norm() > 1 -> v.x();
      //                               ^^^^ call exact Point.norm
      //                                               ^ call exact Point.x
      default -> {}
    }
  }
}
