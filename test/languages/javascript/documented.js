// Types in comments of more shapes: on the line of what they document, of receivers, callbacks, templates and objects.
/** @typedef {import('./dep').Dep} Dep */
/** @type {Dep} */ let first;
  first.go();
//      ^^ call inferred Dep.go
/**
 * @callback Visit
 * @param {Dep} dep
 * @returns {Dep}
 */
/** @param {Visit} visit */
function visitAll(visit) {
  visit(first).go();
//             ^^ call inferred Dep.go
}
/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function same(value) { return value; }
  same(first).go();
//            ^^ call inferred Dep.go
/** @this {Dep} */
function receiver() {
  this.go();
//     ^^ call inferred Dep.go
}
/** @param {{ one: Dep, 'two'?: Dep[], three: (dep: Dep) => void }} options @param {new (text: string) => Dep} Made */
function objects(options, Made) {
  options.one.go(), options.two[0].go(), new Made('').go();
//            ^^ call inferred Dep.go
//                                 ^^ call inferred Dep.go
//                                                    ^^ call inferred Dep.go
}

// --- dep.js
class Dep { go() {} }
module.exports = { Dep };
module.exports.beside = class { more() {} };

// --- use.js
const dep = require('./dep');
  new dep.beside().more(), new dep.Dep().go();
//                 ^^^^ call inferred beside.more
//                                       ^^ call inferred Dep.go
