class Row {
  hit(): void {}
}
class Rows extends Array<Row> {}
// ### a loop over a class of the project gives what its base of the library holds
export function each(rows: Rows): void {
  for (const row of rows) row.hit();
  //                          ^^^ call inferred Row.hit
}
// ### a loop over a type parameter gives what its bound holds
export function all<T extends Iterable<Row>>(rows: T): void {
  for (const row of rows) row.hit();
  //                          ^^^ call inferred Row.hit
}
