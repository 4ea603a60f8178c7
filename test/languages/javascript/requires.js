// Names of what is required are no variables: they stand for what they are taken from.
const { one, two: second, limit, options } = require('./lib/parts');
const whole = require('./lib/parts'), third = require('./lib/parts').three;
const again = require('./lib/again'), assigned = require('./lib/assigned'), lazy = require('./lib/lazy');
const { late } = require('./lib/lazy'), { one: chosen } = require('./lib/chosen');
function use() {
  one(), second(), third(), whole.one();
//^^^ call inferred parts.one
//       ^^^^^^ call exact parts.two
//                 ^^^^^ call exact parts.three
//                                ^^^ call inferred parts.one
  show(limit, options, whole.limit, whole.options, one);
//     ^^^^^ ref exact parts.limit
//            ^^^^^^^ ref exact parts.options
//                           ^^^^^ ref exact parts.limit
//                                        ^^^^^^^ ref exact parts.options
//                                                 ^^^ ref inferred parts.one
  again.one(), again.extra(), assigned.one(), assigned.more(), assigned.own();
//      ^^^ call inferred parts.one
//                   ^^^^^ call exact again.extra
//                                     ^^^ call inferred parts.one
//                                                     ^^^^ call inferred assigned.more
//                                                                      ^^^ call exact assigned.own
  lazy.late.one(), late.one(), chosen();
//     ^^^^ call exact lazy.late
//          ^^^ call inferred parts.one
//                      ^^^ call inferred parts.one
//                             ^^^^^^ call inferred parts.one
}
async function loaded() {
  const { one, default: all } = await import('./lib/parts');
  one(), all.three();
//^^^ call inferred parts.one
//           ^^^^^ call exact parts.three
}
const table = { a: alpha, b: beta }, list = [alpha, beta];
function alpha() {}
function beta() {}
function indexed(key, unknown) {
  table[key](), list[0](), list[key]();
//^^^^^ call inferred requires.alpha
//^^^^^ call inferred requires.beta
  unknown[key]();
}

// --- lib/parts.js
function one() {}
const options = { deep: 1 };
module.exports = { one, two() {}, three: () => {}, limit: 10, options };

// --- lib/again.js
module.exports = { ...require('./parts'), extra() {} };

// --- lib/assigned.js
function more() {}
Object.assign(module.exports, require('./parts'), { more, own() {} });

// --- lib/lazy.js
module.exports = { get late() { return require('./parts'); } };

// --- lib/chosen.js
if (process.env.A) module.exports = require('./parts');
else module.exports = require('./again');
