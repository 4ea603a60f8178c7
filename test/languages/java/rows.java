// --- Rows.java
import java.util.ArrayList;

class Row { void hit() {} }
// ### a loop over a class of the project gives what its base of the library holds, and one over a type parameter what its bound does
class Rows extends ArrayList<Row> {
  static void each(Rows rows) {
    for (var row : rows) row.hit();
    //                       ^^^ call exact Row.hit
  }
  static <T extends Iterable<Row>> void all(T rows) {
    for (var row : rows) row.hit();
    //                       ^^^ call exact Row.hit
  }
}
