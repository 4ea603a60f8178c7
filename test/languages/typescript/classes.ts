// ### classes: members, inheritance, accessors, statics, private names

interface Shape {
  area(): number;
  readonly name: string;
  owner: Owner;
}
class Owner {
  greet() {}
}

abstract class Base {
  static count = 0;
  protected owner = new Owner();
//                      ^^^^^ call exact classes.Owner
  constructor(public readonly label: string) {
    this.init();
//       ^^^^ call exact Base.init
  }
  init() {}
  abstract draw(): void;
  twice() { this.draw(); }
//               ^^^^ call exact Base.draw
  static make() { this.reset(); }
//                     ^^^^^ call exact Base.reset
  static reset() {}
  clone(): this { return this; }
}

class Circle extends Base implements Shape {
//                   ^^^^ inherits exact classes.Base
//                                   ^^^^^ implements exact classes.Shape
  #radius = 1;
  name = '';
  helper = new Helper(this);
  handler = () => this.#grow();
//                     ^^^^^ call exact Circle.#grow
  static { Base.reset(); }
//              ^^^^^ call exact Base.reset
  constructor(private readonly service: Service, other: Helper) {
    super('circle');
//  ^^^^^ call exact Base.constructor
    this.service.start();
//               ^^^^^ call inferred Service.start
    other.help();
//        ^^^^ call inferred Helper.help
  }
  #grow() { this.#radius++; }
  override draw() {
    super.init();
//        ^^^^ call exact Base.init
    this.#grow();
//       ^^^^^ call exact Circle.#grow
    this.handler();
//       ^^^^^^^ call exact Circle.handler
    this.service.start();
//               ^^^^^ call inferred Service.start
    this.owner.greet();
//             ^^^^^ call inferred Owner.greet
    this.helper.help();
//              ^^^^ call inferred Helper.help
    this.first.help();
//             ^^^^ call inferred Helper.help
    this.typed.help();
//             ^^^^ call inferred Helper.help
    [1].map(() => this.#grow());
//                     ^^^^^ call exact Circle.#grow
  }
  area() { return this.#radius; }
  get first() { return new Helper(this); }
  set first(value) {}
  get typed(): Helper { return null as any; }
}

class Helper {
  constructor(readonly circle: Circle) {}
  help() { this.circle.draw(); }
//                     ^^^^ call inferred Circle.draw
}
class Service {
  start() {}
}

function use(shape: Shape, base: Base, maybe?: Circle | null) {
//                  ^^^^^ type exact classes.Shape
  shape.area();
//      ^^^^ call inferred Shape.area
  shape.owner.greet();
//            ^^^^^ call inferred Owner.greet
  base.draw();
//     ^^^^ call inferred Base.draw
  maybe?.area();
//       ^^^^ call inferred Circle.area
  maybe!.init();
//       ^^^^ call inferred Base.init
  new Circle(new Service(), null as any).draw();
//    ^^^^^^ call exact Circle.constructor
//               ^^^^^^^ call exact classes.Service
//                                       ^^^^ call inferred Circle.draw
  const made = new Circle(new Service(), null as any);
  made.clone().draw();
//             ^^^^ call inferred Circle.draw
  Base.make();
//     ^^^^ call exact Base.make
  (shape as Circle).init();
//                  ^^^^ call inferred Base.init
  (made satisfies Shape).area();
//                       ^^^^ call inferred Circle.area
}

// A class without a constructor of its own is built by the inherited one.
class Square extends Circle {}
  new Square(new Service(), null as any);
//    ^^^^^^ call exact Circle.constructor

// Classes as values.
const Anonymous = class {
  run() { this.stop(); }
//             ^^^^ call exact Anonymous.stop
  stop() {}
};
  new Anonymous().run();
//    ^^^^^^^^^ call exact classes.Anonymous
//                ^^^ call inferred Anonymous.run
function mixin(Parent: typeof Base) {
  return class extends Parent {
    draw() { this.twice(); }
//                ^^^^^ call exact Base.twice
  };
}

function decorate(target: unknown, ...rest: unknown[]): any {}
  @decorate
// ^^^^^^^^ decorates exact classes.decorate
class Decorated {
  @decorate
// ^^^^^^^^ decorates exact classes.decorate
  method() {}
}

// ### a class made from the class that a function is given

type Made<T = {}> = new (...args: any[]) => T;
class Ground { load() {} both() {} }
function timed<B extends Made>(Parent: B) {
  return class extends Parent { tick() {} both() {} };
}
const logged = <B extends Made>(name: string, Parent: B) => class Logged extends Parent { log() {} };
class Live extends timed(Ground) {
  go() {
    this.load();
//       ^^^^ call exact Ground.load
    this.tick();
//       ^^^^ call exact tick
    this.both();
//       ^^^^ call exact both
  }
}
class Twice extends logged('x', timed(Ground)) {
  go() {
    this.log();
//       ^^^ call exact Logged.log
    this.load();
//       ^^^^ call exact Ground.load
    this.tick();
//       ^^^^ call exact tick
  }
}
const TimedGround = timed(Ground);
class Named extends TimedGround {
  go() {
    this.load();
//       ^^^^ call exact Ground.load
    this.tick();
//       ^^^^ call exact tick
  }
}
const LoggedGround = logged('x', TimedGround);
class Again extends LoggedGround {
  go() {
    this.log();
//       ^^^ call exact Logged.log
    this.load();
//       ^^^^ call exact Ground.load
    this.tick();
//       ^^^^ call exact tick
  }
}

// ### members that are read and assigned

enum Color { Red, Green }
namespace Shades { export const dark = 1; }
class Counter {
  static made = 0;
  count = 0;
  readonly color = Color.Red;
//                       ^^^ ref exact Color.Red
  get next() { return this.count + 1; }
//                         ^^^^^ ref exact Counter.count
  get twice(): Counter { return this; }
  set twice(value) {}
  reset() {
    this.count = 0;
//       ^^^^^ ref exact Counter.count
    Counter.made += 1;
//          ^^^^ ref exact Counter.made
    return this.next;
//              ^^^^ call exact Counter.next
  }
}
interface Shown { title: string; of?: Counter }
function members(one: Counter, shown: Shown, either: Counter | Shown, { title }: Shown) {
  one.twice = one.twice;
//    ^^^^^ call inferred Counter.twice
  const { count } = one;
//        ^^^^^ ref inferred Counter.count
  if (shown.of?.count === Shades.dark) return shown.title;
//              ^^^^^ ref inferred Counter.count
//          ^^ ref inferred Shown.of
//                               ^^^^ ref exact Shades.dark
//                                                  ^^^^^ ref inferred Shown.title
  return one.unknown + one.color;
//           ^^^^^^^ no call
//                         ^^^^^ ref inferred Counter.color
}

// ### members that a base declares and a class assigns

class Held { part(): void {} }
class Holder { held?: Held; protected count = 0; }
class Taker extends Holder {
  take(held: any) {
    this.held = held;
//       ^^^^ ref exact Holder.held
    this.count = 1;
//       ^^^^^ ref exact Holder.count
    return this.count;
//              ^^^^^ ref exact Holder.count
  }
  use() {
    this.held?.part();
//             ^^^^ call inferred Held.part
  }
}
function spread(holder: Holder) {
  const all = { ...holder, more: 1 };
  return all.held;
//           ^^^^ ref inferred Holder.held
}

// --- expressions.ts
const Outer = class Inner { make() { return new Inner(); } };
//                                              ^^^^^ call exact expressions.Outer
  new Outer().make().make();
//            ^^^^ call inferred Outer.make
//                   ^^^^ call inferred Outer.make

// --- decorated.ts
import { createParamDecorator } from 'framework';
const Ctx = createParamDecorator(() => 1);
class Resolver { find(@Ctx() ctx: Resolver) {} }
//                     ^^^ decorates exact decorated.Ctx
//                     ^^^ call exact decorated.Ctx
