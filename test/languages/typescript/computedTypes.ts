// ### members that a type has without declaring each of them

class Thing {
  go() {}
}
class Box<T> {
  constructor(public value: T) {}
  get(): T {
    return this.value;
  }
}
interface Shape {
  thing: Thing;
  other: Box<Thing>;
}
declare const key: string;

type Indexed = { [name: string]: Thing };
function indexed(things: Indexed, known: { first: Box<Thing>; [name: string]: unknown }) {
  things.a.go();
//         ^^ call inferred Thing.go
  things['b'].go();
//            ^^ call inferred Thing.go
  things[key].go();
//            ^^ call inferred Thing.go
  known.first.get().go();
//                  ^^ call inferred Thing.go
}

type ByName = { [Name in 'a' | 'b']: Thing };
type Writable<T> = { -readonly [K in keyof T]-?: T[K] };
type Boxed<T> = { readonly [K in keyof T]: Box<T[K]> };
function mapped(names: ByName, shape: Writable<Shape>, boxed: Boxed<Shape>) {
  names.a.go();
//        ^^ call inferred Thing.go
  shape.thing.go();
//            ^^ call inferred Thing.go
  shape.other.get().go();
//                  ^^ call inferred Thing.go
  boxed.thing.get();
//            ^^^ call inferred Box.get
}

function recorded(things: Record<string, Thing>) {
  things.a.go();
//         ^^ call inferred Thing.go
  things[key].go();
//            ^^ call inferred Thing.go
  for (const one of Object.values(things)) one.go();
//                                             ^^ call inferred Thing.go
  const { b } = things;
  b.go();
//  ^^ call inferred Thing.go
}

interface Shelf {
  [name: string]: Thing;
}
function indexed(shelf: Shelf, open: { [name: string]: Thing }) {
  for (const [, one] of Object.entries(shelf)) one.go();
//                                                 ^^ call inferred Thing.go
  for (const one of Object.values(open)) one.go();
//                                           ^^ call inferred Thing.go
}

// ### types that are made from others

function take(count: number, thing: Thing) {}
class Holder {
  constructor(thing: Thing) {}
}
function made(
  second: Parameters<typeof take>[1],
  given: ConstructorParameters<typeof Holder>[0],
  all: Parameters<(thing: Thing, count: number) => void>,
  left: Exclude<Thing | Box<string>, Box<string>>,
  item: Shape['other']['value'],
) {
  second.go();
//       ^^ call inferred Thing.go
  given.go();
//      ^^ call inferred Thing.go
  all[0].go();
//       ^^ call inferred Thing.go
  left.go();
//     ^^ call inferred Thing.go
  item.go();
//     ^^ call inferred Thing.go
}
const wrapped = (...args: Parameters<typeof take>) => {
  args[1].go();
//        ^^ call inferred Thing.go
};
interface Chosen extends Pick<Shape, 'thing'>, Partial<Thing> {}
function chosen(one: Chosen) {
  one.thing.go();
//          ^^ call inferred Thing.go
  one.go();
//    ^^ call inferred Thing.go
}
