import java.util.Arrays;

enum Op {
  ADD, SUB;
  int apply() { return 1; }
  static Op parse(String text) { return valueOf(text); }
}
enum Own {
  ONE;
  void hit() {}
  static Op from(String text) { return Op.ADD; }
}
class Use {
  void run() {
    Op.valueOf("a").apply();
    //              ^^^^^ call exact Op.apply
    Op.values()[0].apply();
    //             ^^^^^ call exact Op.apply
    for (var one : Op.values()) one.apply();
    //                              ^^^^^ call exact Op.apply
    Arrays.stream(Op.values()).map(one -> one.apply());
    //                                        ^^^^^ call exact Op.apply
    Op.parse("a").apply();
    //            ^^^^^ call exact Op.apply
  }
}
