// --- Rows.cs
using System.Collections.Generic;

class Row { public void Hit() {} }
// ### a loop over a class of the project gives what its base of the library holds, and one over a type parameter what its bound does
class Rows : List<Row> {
  static void Each(Rows rows) {
    foreach (var row in rows) row.Hit();
    //                            ^^^ call exact Row.Hit
  }
  static void All<T>(T rows) where T : IEnumerable<Row> {
    foreach (var row in rows) row.Hit();
    //                            ^^^ call exact Row.Hit
  }
}
