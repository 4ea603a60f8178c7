// Functions as values in untyped code: where one provably arrives it is called, elsewhere it is not.

function target() {}
function other() {}

function invoke(callback) {
  callback();
//^^^^^^^^ call inferred flows.target
//^^^^^^^^ call inferred flows.other
}
invoke(target);
invoke(other);

function takeApart({ run, deep: [first] }) {
  run();
//^^^ call inferred flows.target
  first();
//^^^^^ call inferred flows.other
}
takeApart({ run: target, deep: [other] });

function uncalled(callback) {
  callback();
//^^^^^^^^ no call
}

(function (callback) {
  callback();
//^^^^^^^^ call inferred flows.target
})(target);

class Holder {
  constructor(handler) {
    this.handler = handler;
  }
  fire() {
    this.handler();
//       ^^^^^^^ call inferred flows.target
//       ^^^^^^^ call inferred flows.other
  }
}
new Holder(target).fire();
//                 ^^^^ call inferred Holder.fire

// ### a function's own members

const holder = { target, other };
{
  target.call(null, 1);
//^^^^^^ call exact flows.target
//       ^^^^ call external javascript:Function.call
  holder.other.apply(null, []);
//       ^^^^^ call inferred flows.other
  const bound = target.bind(null);
  bound();
//^^^^^ call inferred flows.target
  (0, target)();
//    ^^^^^^ call exact flows.target
}

// ### names that are assigned without a declaration

implicit = () => {};
implicit();
implicit2 = new Holder(other);
implicit2.fire();
//        ^^^^ call inferred Holder.fire
{
  implicit();
//^^^^^^^^ call inferred flows.implicit
}

// ### the last assignment on the way counts

function straight() {
  let current = target;
  current = other;
  current();
//^^^^^^^ call inferred flows.other
  if (implicit) current = target;
  current();
//^^^^^^^ call inferred flows.other
//^^^^^^^ call inferred flows.target
}

// ### what the standard library hands out

const prototype = { speak() {} };
const created = Object.create(prototype);
const merged = Object.assign({}, { a() {} }, { b() {} });
const frozen = Object.freeze({ c() {} });
{
  created.speak();
//        ^^^^^ call inferred flows.speak
  merged.a();
//       ^ call inferred flows.a
  merged.b();
//       ^ call inferred flows.b
  frozen.c();
//       ^ call inferred flows.c
}

// ### members of a class and of its instances

class Both {
  static make() {}
  make() {}
}
{
  Both.make();
//     ^^^^ call exact Both.make
  new Both().make();
//           ^^^^ call inferred Both.make
}
