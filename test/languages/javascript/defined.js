// Members that the library defines, prototypes that are set, and indices that are names.
function member() {}
function other() {}

const one = {};
Object.defineProperty(one, 'run', { value: member });
Object.defineProperty(one, 'read', { get() { return other; } });
  one.run();
//    ^^^ call inferred defined.member
const read = one.read;
  read();
//^^^^ call inferred defined.other
const made = Object.create(one, { extra: { value: other } });
  made.extra();
//     ^^^^^ call inferred defined.other
  made.run();
//     ^^^ call inferred defined.member

const base = { hello() {} };
const derived = { greet() { super.hello(); } };
//                                ^^^^^ call exact defined.hello
Object.setPrototypeOf(derived, base);
  derived.hello();
//        ^^^^^ call inferred defined.hello

function Old() {}
Old.prototype.run = function () {};
class New extends Old {}
  new New().run();
//          ^^^ call inferred defined.run

const dynamic = {};
dynamic[name] = member;
  dynamic[other]();
//        ^^^^^ call inferred defined.member
exports['named'] = member;

// --- compiled.js
Object.defineProperty(exports, 'lent', { enumerable: true, get: function () { return lender.own; } });
const lender = require('./lender.js');

// --- lender.js
exports.own = function () {};

// --- user.js
const { lent } = require('./compiled.js');
  lent();
//^^^^ call inferred lender.own
