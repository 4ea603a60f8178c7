// What collections, promises and iterators give back, and what they hand to the functions they are given.
function first() {}
function second() {}

// ### what is put in

const list = [first];
list.push(second);
  list[1]();
//^^^^ call inferred collections.second
  list.map((one) => one());
//                  ^^^ call inferred collections.first
//                  ^^^ call inferred collections.second
for (const one of [...list].values()) {
  one();
//^^^ call inferred collections.first
//^^^ call inferred collections.second
}
const lookup = new Map([['a', first]]);
lookup.set('b', second);
const map = new Map();
map.set('b', second);
const found = map.get('b');
  found();
//^^^^^ call inferred collections.second
for (const [, value] of lookup) value();
//                              ^^^^^ call inferred collections.first
//                              ^^^^^ call inferred collections.second
const set = new Set([first]);
set.forEach((value, key) => { value(); key(); });
//                            ^^^^^ call inferred collections.first
//                                     ^^^ call inferred collections.first
class Emitter {
  listeners = [];
  on(listener) { this.listeners.push(listener); }
  emit() { for (const one of this.listeners) one(); }
//                                           ^^^ call inferred collections.second
}
new Emitter().on(second);
const joined = [first].concat([second]);
  joined.reduce((a, b) => b())
//                        ^ call inferred collections.first
//                        ^ call inferred collections.second

// ### promises

const promise = new Promise((resolve, reject) => {
  resolve(first);
  reject(second);
});
promise.then((value) => value(), (why) => why());
//                      ^^^^^ call inferred collections.first
//                                        ^^^ call inferred collections.second
promise.catch((why) => why());
//                     ^^^ call inferred collections.second
Promise.all([promise, second]).then(([a, b]) => { a(); b(); });
//                                                ^ call inferred collections.first
//                                                     ^ call inferred collections.second
async function make() { return first; }
make().then((value) => value());
//                     ^^^^^ call inferred collections.first
async function wait() {
  const value = await promise;
  value();
//^^^^^ call inferred collections.first
}

// ### iterators

function* inner() { yield first; }
function* outer() { yield* inner(); return second; }
for (const one of inner()) one();
//                         ^^^ call inferred collections.first
const step = outer().next();
  step.value();
//     ^^^^^ call inferred collections.first
//     ^^^^^ call inferred collections.second

// ### callbacks that the library calls

setTimeout(first, 1);
//         ^^^^^ call inferred collections.first
document.addEventListener('click', second);
//                                 ^^^^^^ call inferred collections.second
list.forEach(first);
//           ^^^^^ call inferred collections.first
unknown.forEach(first);
//              ^^^^^ no call
function each(one) { one(); }
//                   ^^^ call inferred collections.first
//                   ^^^ call inferred collections.second
list.forEach(each);
//           ^^^^ call inferred collections.each
