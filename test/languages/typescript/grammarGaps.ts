// ### valid code that the grammar alone reads as an error

interface Cell<in out T, out U = T> { read(): T; other: U }
class Sink<
  /** A comment before the mark. */
  in T
> {
  put(value: T) {}
}
const dual: {
  // Call signatures without semicolons.
  <L extends (...args: any[]) => any, F extends (...args: any[]) => any>(arity: number, body: F): L & F

  /** Documented. */
  <L extends (...args: any[]) => any, F extends (...args: any[]) => any>(is: (args: IArguments) => boolean, body: F): L & F
} = function (arity: any, body: any): any {
  if (arity > 1) {
    switch (arity) {
      case 2:
        return (a: any) => { inner(a); };
//                           ^^^^^ call exact grammarGaps.dual.inner
    }
  }
  function inner(a: unknown) {}
};
type Missing<Name extends string> = `Missing \`${Name}\` in the class`;
type After = `\`x\` ${string}`;
class AfterAll { go() { this.stop(); } stop() {} }
//                           ^^^^ call exact AfterAll.stop
type Called = (...args: unknown[]) =>
  <T>(value: T) => T;

function use(cell: Cell<Sink<number>>) {
  cell.read();
//     ^^^^ call inferred Cell.read
  new Sink<string>().put('a');
//    ^^^^ call exact grammarGaps.Sink
//                   ^^^ call inferred Sink.put
  dual(1, use);
//^^^^ call exact grammarGaps.dual
}
const comparison = 1
  < use.length;
  use(null as any);
//^^^ call exact grammarGaps.use
declare function fetchAll(): Promise<import('./other').Page<Cell<string>, () => import('./other').Page<1>>[]>;
declare const indexed: import('./other').Page<Cell<string>>[string] & { [key: string]: import('./other').Page<1>['a']['b'] };
async function readAll() {
  for (const page of await fetchAll()) page.open();
//                         ^^^^^^^^ call exact grammarGaps.fetchAll
}
export type * from './other';
export type * as shapes from './other';
export function afterAll() { readAll(); }
//                           ^^^^^^^ call exact grammarGaps.readAll
// --- other.ts
export class Page<T> { open() {} item?: T }
