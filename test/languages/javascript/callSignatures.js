// Objects in comments that are called, and their methods.
class Store { open() {} }
class Other { shut() {} }
/** @typedef {{ (count: number): Store }} Called */
/** @typedef {{ (count: number): Store, close(): Other, held: Other }} CalledMore */
/** @typedef {{ make(count: number): Store; take?(other: Other): Other }} Methods */
/**
 * @param {Called} called
 * @param {CalledMore} more
 * @param {Methods} methods
 * @param {{ (): Store }} inPlace
 */
export function use(called, more, methods, inPlace) {
  called(1).open();
  //        ^^^^ call inferred Store.open
  more(1).open();
  //      ^^^^ call inferred Store.open
  more.close().shut();
  //           ^^^^ call inferred Other.shut
  more.held.shut();
  //        ^^^^ call inferred Other.shut
  methods.make(1).open();
  //              ^^^^ call inferred Store.open
  methods.take(new Other()).shut();
  //                        ^^^^ call inferred Other.shut
  inPlace().open();
  //        ^^^^ call inferred Store.open
}
