// ### syntax that is younger than the grammar
import defer * as other from './other';
export abstract class Held {
  static accessor shared = new Page();
  accessor own = new Page();
  abstract accessor later: Page;
  run() {
    this.own.open();
//           ^^^^ call inferred Page.open
    Held.shared.open();
//              ^^^^ call inferred Page.open
    this.later.open();
//             ^^^^ call inferred Page.open
  }
}
class Page {
  open() {}
}
async function dispose(pages: Page[]) {
  for (using page of pages) page.open();
//                               ^^^^ call inferred Page.open
  for (await using page of pages) page.open();
//                                     ^^^^ call inferred Page.open
  other.made();
//      ^^^^ call exact other.made
}
export function after() { dispose([]); }
//                        ^^^^^^^ call exact newSyntax.dispose
// --- other.ts
export function made() {}

// ### a member named as an operator, on a line behind one without a semicolon
interface Parameter {
  name: string
  /** Where it stands. */
  in: 'query' | 'path'
  instanceof?: Handler
  required: boolean;
  in2: string
}
interface Handler { handle(): void }
export function readParameter(one: Parameter): void {
  one.in;
//    ^^ ref inferred Parameter.in
  one.instanceof!.handle();
//                ^^^^^^ call inferred Handler.handle
}
