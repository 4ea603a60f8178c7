// Types in JSDoc comments, as TypeScript reads them in JavaScript.
const { Store } = require('./store');

/**
 * @typedef {import('./store').Cart} Basket
 * @typedef {Object} Options
 * @property {Store} store where things are
 * @property {Basket[]} baskets
 */
/** @import { Cart as Trolley } from './store' */

/**
 * @param {Store} store the store
 * @param {Basket|null} [basket=null]
 * @param {?Trolley} trolley
 * @returns {Promise<Basket>}
 */
async function visit(store, basket = null, trolley) {
  store.open();
  //    ^^^^ call inferred Store.open
  basket.pay();
  //     ^^^ call inferred Cart.pay
  trolley.pay();
  //      ^^^ call inferred Cart.pay
  return basket;
}

/** @param {Options} options */
async function use(options) {
  options.store.open();
  //            ^^^^ call inferred Store.open
  for (const one of options.baskets) one.pay();
  //                                     ^^^ call inferred Cart.pay
  const visited = await visit(options.store, null, null);
  visited.pay();
  //      ^^^ call inferred Cart.pay
}

/**
 * @param {object} options
 * @param {Store} options.store
 * @param {Array<import('./store').Cart>} options.carts
 */
function takeApart({ store, carts }) {
  store.open();
  //    ^^^^ call inferred Store.open
  carts[0].pay();
  //       ^^^ call inferred Cart.pay
}

/** @type {Map<string, Store>} */
const stores = new Map();
stores.get('a').open();
//              ^^^^ call inferred Store.open

class Shop {
  /** @type {Store} */
  main;

  constructor() {
    /** @type {import('./store').Cart} */
    this.cart = undefined;
  }

  buy() {
    this.main.open();
    //        ^^^^ call inferred Store.open
    this.cart.pay();
    //        ^^^ call inferred Cart.pay
  }
}

/** @type {(one: Store, two: any) => void} */
const callback = (one, two) => {
  one.open();
  //  ^^^^ call inferred Store.open
  two.open();
  //  ^^^^ no call
};

// A name of a type is no value, and what is no type is no statement about one.
/** @typedef {Store} helper */
function helper() {}
helper();
// <- call exact jsdoc.helper

/** @param {{ a: Store }} given @param {Nothing.of.that} other */
function unknown(given, other) {
  other.open();
  //    ^^^^ no call
}

// ### lists whose items differ, parameters that take all that is left, and whole modules

/**
 * @param {[Store, import('./store').Cart]} pair
 * @param {[first: Store, second?: import('./store').Cart]} labelled
 * @param {readonly Store[]} several
 * @param {typeof import('./store')} all
 * @param {...Store} rest
 */
function lists(pair, labelled, several, all, ...rest) {
  pair[0].open();
  //      ^^^^ call inferred Store.open
  pair[1].pay();
  //      ^^^ call inferred Cart.pay
  pair[0].pay();
  //      ^^^ no call
  const [store, cart] = labelled;
  store.open();
  //    ^^^^ call inferred Store.open
  cart.pay();
  //   ^^^ call inferred Cart.pay
  several[0].open();
  //         ^^^^ call inferred Store.open
  new all.Cart().pay();
  //             ^^^ call inferred Cart.pay
  rest[0].open();
  //      ^^^^ call inferred Store.open
  for (const one of rest) one.open();
  //                          ^^^^ call inferred Store.open
}

/** @param {typeof import('./store').Store} Made @param {Store[]} rest @param {[...Store[]]} open */
const typed = (Made, open, ...rest) => {
  new Made().open();
  //         ^^^^ call inferred Store.open
  rest.at(0).open();
  //         ^^^^ call inferred Store.open
  open[0].open();
  //      ^^^^ no call
};

// --- store.js
class Store { open() {} }
class Cart { pay() {} }
module.exports = { Store, Cart };

// ### names that every object has say nothing

/**
 * @param {constructor} made
 * @param {toString} text
 * @param {Store} item
 */
function namesOfObjects(made, text, item) {
  made.open();
//     ^^^^ no call
  item.open();
//     ^^^^ call inferred Store.open
}
