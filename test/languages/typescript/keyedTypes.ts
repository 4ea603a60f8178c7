// ### types that a key chooses: `Events[E]`, where the call tells the key

class Thing {
  go() {}
}
class Other {
  stop() {}
}
class Box<T> {
  constructor(public value: T) {}
  get(): T {
    return this.value;
  }
}
interface Events {
  thing: (one: Thing, count: number) => void;
  other(one: Other): void;
}
type EventName = keyof Events;

declare function on<E extends keyof Events>(name: E, handler: Events[E]): void;
declare function once<E extends EventName>(name: E, handler: Events[E]): void;
on('thing', (one) => one.go());
//                       ^^ call inferred Thing.go
on('other', (one) => one.stop());
//                       ^^^^ call inferred Other.stop
once('other', (one) => one.stop());
//                         ^^^^ call inferred Other.stop
once(`thing`, (one) => one.go());
//                         ^^ call inferred Thing.go

// ### emitters whose class is given the types of events

interface Payloads {
  opened: Thing;
  closed: { box: Box<Other> };
  moved: [from: Thing, to: Other];
}
class Emitter<T extends Record<string, any>> {
  on<K extends keyof T>(name: K, listener: (payload: T[K]) => void): this {
    return this;
  }
  last<K extends keyof T & string>(name: K): T[K] {
    return undefined as never;
  }
  spread<K extends keyof T>(name: K, listener: (...args: T[K]) => void) {}
  wait<K extends keyof T>(name: K): Promise<T[K]> {
    return undefined as never;
  }
}
class Door extends Emitter<Payloads> {
  start() {
    this.on('opened', (thing) => thing.go());
    //                                 ^^ call inferred Thing.go
  }
}
async function emitted(plain: Emitter<Payloads>, door: Door) {
  plain.on('opened', (thing) => thing.go()).on('closed', ({ box }) => box.get().stop());
  //                                  ^^ call inferred Thing.go
  //                                                                            ^^^^ call inferred Other.stop
  door.on('closed', (closed) => closed.box.get().stop());
  //                                             ^^^^ call inferred Other.stop
  door.last('opened').go();
  //                  ^^ call inferred Thing.go
  (await door.wait('opened')).go();
  //                          ^^ call inferred Thing.go
  plain.spread('moved', (from, to) => to.stop());
  //                                     ^^^^ call inferred Other.stop
}
const made = new Emitter<{ ready: Thing }>();
made.on('ready', (one) => one.go());
//                            ^^ call inferred Thing.go

// ### results that a key chooses

interface Services {
  things: Thing;
  others: Other;
  boxes: Box<Thing>;
}
declare function service<K extends keyof Services>(name: K): Services[K];
declare function pick<T, K extends keyof T>(object: T, key: K): T[K];
declare function pickedAll<T, K extends keyof T>(objects: T[], key: K): T[K][];
declare const services: Services;
service('things').go();
//                ^^ call inferred Thing.go
service('boxes').get().go();
//                     ^^ call inferred Thing.go
pick(services, 'others').stop();
//                       ^^^^ call inferred Other.stop
pickedAll([services], 'things')[0].go();
//                                 ^^ call inferred Thing.go
for (const one of pickedAll([services], 'others')) one.stop();
//                                                     ^^^^ call inferred Other.stop
type ServiceOf<K extends keyof Services> = Services[K];
type Chosen<T, K extends keyof T> = T[K];
function aliased(one: ServiceOf<'things'>, other: Chosen<Services, 'others'>) {
  one.go();
  //  ^^ call inferred Thing.go
  other.stop();
  //    ^^^^ call inferred Other.stop
}
declare function served<K extends keyof Services>(name: K): ServiceOf<K>;
served('others').stop();
//               ^^^^ call inferred Other.stop

// ### arguments and results of what a key chooses

interface Methods {
  read(thing: Thing): Other;
  write: (other: Other) => Promise<Thing>;
}
declare function call<M extends keyof Methods>(name: M, ...args: Parameters<Methods[M]>): ReturnType<Methods[M]>;
declare function handle<M extends keyof Methods>(
  name: M,
  handler: (...args: Parameters<Methods[M]>) => ReturnType<Methods[M]>,
): void;
declare const thing: Thing;
async function called() {
  call('read', thing).stop();
  //                  ^^^^ call inferred Other.stop
  (await call('write', new Other())).go();
  //                                 ^^ call inferred Thing.go
  handle('read', (one) => {
    one.go();
    //  ^^ call inferred Thing.go
    return new Other();
  });
}
type Answer<M extends keyof Methods> = Awaited<ReturnType<Methods[M]>>;
declare function ask<M extends keyof Methods>(name: M, then: (answer: Answer<M>) => void): void;
ask('write', (answer) => answer.go());
//                              ^^ call inferred Thing.go

// ### mapped types whose values depend on the key

type Handler<T> = (value: T) => void;
type Handlers<T> = { [K in keyof T]: Handler<T[K]> };
type Boxes<T> = { readonly [K in keyof T]?: Box<T[K]> };
type Getters<T> = { [K in keyof T]: () => T[K] };
function mapped(boxes: Boxes<Services>, getters: Getters<Services>, some: Partial<Handlers<Services>>) {
  boxes.things?.get().go();
  //                  ^^ call inferred Thing.go
  getters.others().stop();
  //               ^^^^ call inferred Other.stop
  boxes['others']?.get().stop();
  //                     ^^^^ call inferred Other.stop
}
const partial: Partial<Handlers<Services>> = { others: (value) => value.stop() };
//                                                                      ^^^^ call inferred Other.stop

// ### records of objects and of functions, and parts of them

type Key = 'first' | 'second';
interface Runner {
  run(): Thing;
}
function records(
  one: Record<Key, { run(): Thing }>,
  readonly: Readonly<Record<Key, Runner>>,
  partly: Partial<Record<Key, Runner>>,
  picked: Pick<Record<Key, Runner>, 'first'>,
  left: Omit<Record<Key, Runner>, 'first'>,
  makers: Record<Key, (thing: Thing) => Box<Thing>>,
) {
  one.first.run().go();
  //              ^^ call inferred Thing.go
  readonly.first.run().go();
  //             ^^^ call inferred Runner.run
  //                   ^^ call inferred Thing.go
  partly.second?.run().go();
  //             ^^^ call inferred Runner.run
  //                   ^^ call inferred Thing.go
  picked.first.run().go();
  //           ^^^ call inferred Runner.run
  left.second.run();
  //          ^^^ call inferred Runner.run
  makers.first(new Thing()).get().go();
  //                              ^^ call inferred Thing.go
}
const table: Record<Key, (thing: Thing) => void> = {
  first: (thing) => thing.go(),
  //                      ^^ call inferred Thing.go
  second(thing) {
    thing.go();
    //    ^^ call inferred Thing.go
  },
};
