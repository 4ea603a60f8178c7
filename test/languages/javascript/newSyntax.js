// ### syntax that is younger than the grammar
import defer * as other from './other.js';
import source code from './other.js';
class Page {
  static accessor shared = new Page();
  accessor own = Page.shared;
  open() {
    this.own.open();
//           ^^^^ call inferred Page.open
  }
}
export function dispose(pages) {
  for (using page of pages) page.close();
  other.made();
//      ^^^^ call exact other.made
  Page.shared.open();
//            ^^^^ call inferred Page.open
}
export function after() { dispose([]); }
//                        ^^^^^^^ call exact newSyntax.dispose
// ### reserved words as names of exports
import { function as makeFunction, this as self } from './builders.js';
export function build() { return makeFunction(self); }
//                               ^^^^^^^^^^^^ call exact builders.functionBuilder
// --- builders.js
function functionBuilder(owner) { return owner; }
function thisBuilder() {}
export { functionBuilder as function, thisBuilder as this };
// --- other.js
export function made() {}
