// ### what an object that is passed tells of a type with type parameters

class Thing {
  go() {}
}
class Box<T> {
  constructor(public value: T) {}
  get(): T {
    return this.value;
  }
}
declare const thing: Thing;

interface Options<T> {
  value: T;
  list?: T[];
}
interface Maker<T> {
  create(): T;
}
declare function withOptions<T>(options: Options<T>): Box<T>;
declare function withMaker<T>(maker: Maker<T>): Box<T>;
withOptions({ value: thing }).get().go();
//                                  ^^ call inferred Thing.go
withMaker({ create: () => thing }).get().go();
//                                       ^^ call inferred Thing.go

// ### functions that take the items of a type

type Pair = [from: Thing, to: Box<Thing>];
declare function both(listener: (...pair: Pair) => void): void;
both((from, to) => to.get().go());
//                          ^^ call inferred Thing.go
