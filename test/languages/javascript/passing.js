// What calls pass: spread out, as a rest, through `arguments`, by call and apply, by setting a property.
function first() {}
function second() {}
function third() {}

function three(a, b, c) {
  a();
//^ call inferred passing.first
  b();
//^ call inferred passing.second
  c();
//^ call inferred passing.third
}
three(...[first, second], third);

function rest(a, ...others) {
  others[0]();
//^^^^^^ no call
  const [b] = others;
  b();
//^ call inferred passing.second
}
rest(first, second, third);

function all() {
  const one = arguments[1];
  one();
//^^^ call inferred passing.second
  return () => arguments[0];
}
  all(first, second)();
//^^^ call exact passing.all
//^^^ call inferred all.<function>

function called(a) {
  a();
//^ call inferred passing.first
//^ call inferred passing.second
}
called.call(null, first);
called.apply(null, [second, third]);

function open(a, b) {
  b();
//^ no call
}
open(...unknown(), first);

const box = {
  get value() { return this.held; },
  set value(given) { this.held = given; },
};
box.value = third;
const held = box.value;
  held();
//^^^^ call inferred passing.third

class Base {
  constructor(a) { a(); }
//                 ^ call inferred passing.second
}
class Derived extends Base {
  constructor() { super(second); }
}
new Derived();
