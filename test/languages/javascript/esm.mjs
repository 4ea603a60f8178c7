// --- lib.mjs
export default { run() {}, stop: () => {} };
export const make = () => new Thing();
export class Thing { static of() { return new Thing(); } go() {} #own() {} own() { this.#own(); } }
//                                                                                      ^^^^ call exact Thing.#own
export * from './more.mjs';

// --- more.mjs
export function more() {}
export { more as again };

// --- old.cjs
module.exports = class Old { run() {} };

// --- main.mjs
import lib, { make, Thing as T, more, again } from './lib.mjs';
import Old from './old.cjs';
import * as everything from './lib.mjs';

  lib.run(), lib.stop();
//    ^^^ call exact lib.run
//               ^^^^ call exact lib.stop
  make().go();
//^^^^ call exact lib.make
//       ^^ call inferred Thing.go
  T.of().go();
//  ^^ call exact Thing.of
//       ^^ call inferred Thing.go
  more();
//^^^^ call exact more.more
  again();
//^^^^^ call exact more.more
  new Old().run();
//    ^^^ call exact old.Old
//          ^^^ call inferred Old.run
  everything.more();
//           ^^^^ call exact more.more
