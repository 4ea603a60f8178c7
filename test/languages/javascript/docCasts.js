// ### types in comments before values, members and type parameters
const { Store } = require('./store');

const cast = /** @type {Store} */ (JSON.parse(''));
cast.open();
//   ^^^^ call inferred Store.open
/** @type {Store} */ (globalThis.store).open();
//                                      ^^^^ call inferred Store.open
const kept = /** @type {const} */ ({ store: new Store() });
kept.store.open();
//         ^^^^ call inferred Store.open

const held = {
  /** @type {Store} */
  store: null,
};
held.store.open();
//         ^^^^ call inferred Store.open

/** @template {Store} T
 *  @param {T} one */
function bounded(one) {
  one.open();
//    ^^^^ call inferred Store.open
}

/**
 * @param {function(new:Store, string)} Made
 * @param {Object<string, Store>} byName
 * @param {Object.<string, Store>} byOldName
 * @param {import('./store')} whole
 */
function shapes(Made, byName, byOldName, whole) {
  new Made('').open();
//             ^^^^ call inferred Store.open
  byName.a.open();
//         ^^^^ call inferred Store.open
  byOldName['a'].open();
//               ^^^^ call inferred Store.open
  new whole.Store().open();
//                  ^^^^ call inferred Store.open
}
// --- store.js
exports.Store = class Store {
  open() {}
};
