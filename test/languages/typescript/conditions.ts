// Types that depend on a test of another type: by a name with type arguments, and by the arguments of a call.
export class Store { open() {} }
export class Other { shut() {} }
interface Box<T> { content: T }
class StoreBox implements Box<Store> { content = new Store(); }
function make(): Store { return new Store(); }
function take(store: Store, count: number): Other { return new Other(); }

type ElementOf<T> = T extends (infer U)[] ? U : never;
type ResultOf<F> = F extends (...args: any[]) => infer R ? R : never;
type FirstOf<F> = F extends (first: infer A, ...rest: any[]) => any ? A : never;
type Settled<T> = T extends Promise<infer V> ? V : T;
type Deep<T> = T extends Promise<infer V> ? Deep<V> : T;
type Held<T> = T extends { held: infer V } ? V : never;
type Unboxed<B> = B extends Box<infer T> ? T : never;
type ByClass<T> = T extends Store ? Other : Store;

export function use(
  element: ElementOf<Store[]>,
  result: ResultOf<typeof make>,
  first: FirstOf<typeof take>,
  settled: Settled<Promise<Store>>,
  plain: Settled<Store>,
  listed: Settled<Store[]>,
  deep: Deep<Promise<Promise<Store>>>,
  held: Held<{ held: Store }>,
  unboxed: Unboxed<Box<Store>>,
  ofClass: Unboxed<StoreBox>,
  either: Settled<Promise<Store> | Other>,
  other: ByClass<Store>,
) {
  element.open();
  //      ^^^^ call inferred Store.open
  result.open();
  //     ^^^^ call inferred Store.open
  first.open();
  //    ^^^^ call inferred Store.open
  settled.open();
  //      ^^^^ call inferred Store.open
  plain.open();
  //    ^^^^ call inferred Store.open
  listed[0].open();
  //        ^^^^ call inferred Store.open
  deep.open();
  //   ^^^^ call inferred Store.open
  held.open();
  //   ^^^^ call inferred Store.open
  unboxed.open();
  //      ^^^^ call inferred Store.open
  ofClass.open();
  //      ^^^^ call inferred Store.open
  either.open();
  //     ^^^^ call inferred Store.open
  either.shut();
  //     ^^^^ call inferred Other.shut
  other.shut();
  //    ^^^^ call inferred Other.shut
  other.open();
  //    ^^^^ no call
}
function settle<T>(value: T): Settled<T> { return value as any; }
export function bound() {
  settle(Promise.resolve(new Store())).open();
  //                                   ^^^^ call inferred Store.open
  settle<Other>(new Other()).shut();
  //                         ^^^^ call inferred Other.shut
}
// What is named in a condition is used.
export type Named = Settled<Promise<Other>> extends Store ? Box<Store> : StoreBox;
//                                  ^^^^^ type exact Other
//                                                  ^^^^^ type exact Store
//                                                                 ^^^^^ type exact Store
//                                                                          ^^^^^^^^ type exact StoreBox
