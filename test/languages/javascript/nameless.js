// Functions without a name: called where they stand, stored, handed on, given back.
function target() {}

// ### called where they stand

(function () { target(); })();
//             ^^^^^^ call exact nameless.target
//             ^^^^^^ call exact nameless.<function>
(() => target())();
//     ^^^^^^ call exact nameless.target
//     ^^^^^^ call exact nameless.<function>#2
((/* why */ (() => 1)))();
// ^^^ call exact nameless.<function>#3

// ### in arrays and objects

const list = [() => 1, target];
  list[0]();
//^^^^ call inferred nameless.<function>#4
const table = { 'first': () => 1, second: [() => 2] };
  table['first']();
//       ^^^^^ call inferred nameless.first
const [zero, one = () => 3] = list;
  zero();
//^^^^ call inferred nameless.<function>#4
  one();
//^^^ call inferred nameless.target
function choose(key) {
  return table[key];
}
  choose(list)();
//^^^^^^ call exact nameless.choose
//^^^^^^ call inferred nameless.first

// ### handed on

function apply(run) {
  run();
//^^^ call inferred nameless.apply() callback
//^^^ call inferred nameless.target
}
apply(() => target());
//          ^^^^^^ call exact nameless.target
apply(target);
function curry(a) {
  return (b) => a(b);
//              ^ call inferred nameless.curry() callback
}
  curry((x) => x)(1);
//^^^^^ call exact nameless.curry
//^^^^^ call inferred curry.<function>

// ### defaults, exports, fields

function withDefault(run = () => 4) {
  run();
//^^^ call inferred withDefault.<function>
}
class Handlers {
  static all = [() => 5];
  run() {
    Handlers.all[0]();
//           ^^^ call inferred Handlers.<function>
  }
}
module.exports = [() => 6];

// --- user.js
const given = require('./nameless.js');
  given[0]();
//^^^^^ call inferred nameless.<function>#7
