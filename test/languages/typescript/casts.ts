// A function that is said to be of another type is still that function.
class Store { open() {} }
type Fn = (count: number) => Store;
function run(count: number): any { return count; }
function other(count: number): any { return count; }
const plain = run as Fn;
const twice = run as unknown as Fn;
const wrapped = (run) as Fn;
const sure = run!;
const satisfied = run satisfies Function;
const either = (Math.random() > 0.5 ? run : other) as Fn;
const table = { run: run as Fn };
class Holder { held = run as Fn; }
const object = JSON.parse('') as Store;
export function use(holder: Holder) {
  plain(1);
//^^^^^ call inferred run
  twice(1);
//^^^^^ call inferred run
  wrapped(1);
//^^^^^^^ call inferred run
  sure(1);
//^^^^ call inferred run
  satisfied(1);
//^^^^^^^^^ call inferred run
  either(1);
//^^^^^^ call inferred run
//^^^^^^ call inferred other
  table.run(1);
//      ^^^ call inferred casts.run
  holder.held(1);
//       ^^^^ call inferred casts.run
  (run as Fn)(1);
// ^^^ call exact casts.run
  plain(1).open();
//         ^^^^ call inferred Store.open
  object.open();
//       ^^^^ call inferred Store.open
}
