class Row { fun hit() {} }
class Rows : ArrayList<Row>()
// ### a loop over a class of the project gives what its base of the library holds
fun each(rows: Rows) {
  for (row in rows) row.hit()
  //                    ^^^ call exact Row.hit
}
// ### a loop over a type parameter gives what its bound holds
fun <T : Iterable<Row>> all(rows: T) {
  for (row in rows) row.hit()
  //                    ^^^ call exact Row.hit
}
