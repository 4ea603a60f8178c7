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
// --- other.js
export function made() {}
