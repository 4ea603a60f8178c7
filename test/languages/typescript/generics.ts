// Type parameters, bound where they are used.

class Item {
  id = '';
  open() {}
  next?: Item;
}
class Box<T> {
  value!: T;
  all: T[] = [];
  constructor(value: T) {}
  get(): T { return this.value; }
  map<U>(change: (value: T) => U): Box<U> { return undefined as never; }
}
class ItemBox extends Box<Item> {}
interface Source<T> { first(): T; readonly rest: readonly T[]; }
interface ItemSource extends Source<Item> {}
type Lazy<T> = () => T;
type Pair<A, B> = { left: A; right: B };

function identity<T>(value: T): T { return value; }
function each<T>(items: readonly T[], use: (item: T) => void) {}
function make<T>(type: new () => T): T { return new type(); }
declare function find<T extends Item>(id: string): T;
declare function useValue<T>(initial: T | (() => T)): [T, (next: T) => void];

// ### of the receiver's class

function members(box: Box<Item>, own: ItemBox, source: ItemSource, lazy: Lazy<Item>, pair: Pair<string, Item>) {
  box.get().open();
//          ^^^^ call inferred Item.open
  box.value.open();
//          ^^^^ call inferred Item.open
  box.all[0]!.open();
//            ^^^^ call inferred Item.open
  own.get().open();
//          ^^^^ call inferred Item.open
  source.first().open();
//               ^^^^ call inferred Item.open
  for (const one of source.rest) one.open();
//                                   ^^^^ call inferred Item.open
  lazy().open();
//       ^^^^ call inferred Item.open
  pair.right.open();
//           ^^^^ call inferred Item.open
}

// ### of a called function

function calls(item: Item, items: Item[]) {
  identity(item).open();
//               ^^^^ call inferred Item.open
  each(items, (one) => one.open());
//                         ^^^^ call inferred Item.open
  make(Item).open();
//           ^^^^ call inferred Item.open
  find<Item>('a').open();
//                ^^^^ call inferred Item.open
  const [value] = useValue(item);
  value.open();
//      ^^^^ call inferred Item.open
}

// ### of a made object

function made(item: Item) {
  new Box(item).get().open();
//                    ^^^^ call inferred Item.open
  new Box<Item>(undefined!).value.open();
//                                ^^^^ call inferred Item.open
  new Box(0).map(() => item).get().open();
//                                 ^^^^ call inferred Item.open
  const byId = new Map<string, Item>();
  byId.get('a')?.open();
//               ^^^^ call inferred Item.open
  for (const one of new Set<Item>()) one.open();
//                                       ^^^^ call inferred Item.open
}

// ### within the bound

function bounded<T extends Item>(item: T, wrapped: Box<T>) {
  item.open();
//     ^^^^ call inferred Item.open
  wrapped.get().open();
//              ^^^^ call inferred Item.open
}

// ### from all that is passed

class Bag<T> {
  constructor(...items: T[]) {}
  any(): T {
    return undefined!;
  }
}
function bagOf<T, U>(first: T, ...rest: Array<U>): Bag<U> {
  return new Bag(...rest);
}
function bags(item: Item) {
  new Bag(item).any().open();
//                    ^^^^ call inferred Item.open
  bagOf(1, item).any().open();
//                     ^^^^ call inferred Item.open
}
