// --- a/Box.java
package a;
public class Box { public Box next() { return this; } public int size() { return 1; } }
// --- a/Maker.java
package a;
public interface Maker { Box make(int n); default Maker twice() { return this; } }
// --- a/Ops.java
package a;
import java.util.*;
import java.util.function.*;
public class Ops {
  public static final Supplier<Box> MAKE = () -> new Box();
  //                                                 ^^^ call exact Box
  public static final Comparator<Box> ORDER = (a, b) -> a.size() - b.size();
  //                                                      ^^^^ call exact Box.size
  public static final Maker OWN = n -> new Box();
  public static final Comparator<Box> BY_SIZE = Comparator.comparing(Box::size);
  final Function<Box, Box> grow = b -> b.next();
  //                                     ^^^^ call exact Box.next
  void run(List<Box> boxes) {
    MAKE.get().next();
    //   ^^^ call external java.util.function:Supplier.get
    //         ^^^^ call exact Box.next
    ORDER.reversed();
    //    ^^^^^^^^ call external java.util:Comparator.reversed
    this.grow.andThen(b -> b.next()).apply(null);
    //        ^^^^^^^ call external java.util.function:Function.andThen
    //                       ^^^^ call exact Box.next
    OWN.twice().make(2).next();
    //  ^^^^^ call exact Maker.twice
    //          ^^^^ call exact Maker.make
    //                  ^^^^ call exact Box.next
    Supplier<Box> local = () -> MAKE.get();
    local.get().next();
    //          ^^^^ call exact Box.next
    Predicate<Box> big = b -> b.size() > 1;
    //                          ^^^^ call exact Box.size
    boxes.removeIf(big.negate());
    //                 ^^^^^^ call external java.util.function:Predicate.negate
  }
}
// --- b/Use.java
package b;
import a.*;
import static a.Ops.*;
import java.util.*;
class Use {
  void run(List<Box> boxes) {
    boxes.sort(BY_SIZE);
    //         ^^^^^^^ ref exact Ops.BY_SIZE
    Collections.sort(boxes, Ops.BY_SIZE);
    //                          ^^^^^^^ ref exact Ops.BY_SIZE
    MAKE.get().next();
    //         ^^^^ call exact Box.next
    int BY_SIZE = 1;
    System.out.println(BY_SIZE);
    //                 ^^^^^^^ no ref
  }
}
// --- b/Single.java
package b;
import static a.Ops.BY_SIZE;
class Single {
  Object order = BY_SIZE;
  //             ^^^^^^^ ref exact Ops.BY_SIZE
}
