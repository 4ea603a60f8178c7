// --- src/shapes.ts
export class Circle { draw() {} }
export default class Square { draw() {} }
export function area() {}
export const perimeter = () => {}, volume = function () {};
export type Kind = { label(): string };
export interface Sized { size(): number }
export enum Color { Red, Green }
function hidden() {}
function renamed() {}
export { renamed as publicName, hidden as 'quoted name' };

// --- src/anonymous.ts
import { area } from './shapes';
export default function () { area(); }
//                           ^^^^ call exact shapes.area

// --- src/value.ts
import Square from './shapes.js';
export default new Square();

// --- src/barrel.ts
export * from './shapes';
export * as shapes from './shapes';
export { default as Box, area as measure } from './shapes';
export { default } from './anonymous';
export type { Sized as Big } from './shapes';

// --- src/legacy.ts
class Legacy { run() {} }
export = Legacy;

// --- src/main.ts
import Square, { area, Circle as Round, type Kind } from './shapes';
import * as all from './shapes';
import def, { Box, measure, shapes, publicName, perimeter, hidden, type Big } from './barrel';
import value from './value';
import Legacy = require('./legacy');
import { readFile } from 'node:fs';
import fs from 'fs';
import * as path from 'path';
import external, { part } from 'some-package/deep';
import './side-effect';
import { Color } from '@app/shapes';

  area();
//^^^^ call exact shapes.area
  new Square().draw();
//    ^^^^^^ call exact shapes.Square
//             ^^^^ call inferred Square.draw
  new Round().draw();
//    ^^^^^ call exact shapes.Circle
//            ^^^^ call inferred Circle.draw
  all.perimeter(), all.volume(), new all.Circle();
//    ^^^^^^^^^ call exact shapes.perimeter
//                     ^^^^^^ call exact shapes.volume
//                                       ^^^^^^ call exact shapes.Circle
  def();
//^^^ call exact anonymous.default
  new Box().draw();
//    ^^^ call exact shapes.Square
//          ^^^^ call inferred Square.draw
  measure(), perimeter(), publicName();
//^^^^^^^ call exact shapes.area
//           ^^^^^^^^^ call exact shapes.perimeter
//                        ^^^^^^^^^^ call exact shapes.renamed
  shapes.area();
//       ^^^^ call exact shapes.area
  hidden();
//^^^^^^ no call
  value.draw();
//      ^^^^ call inferred Square.draw
  new Legacy().run();
//    ^^^^^^ call exact legacy.Legacy
//             ^^^ call inferred Legacy.run
  readFile('a', () => {});
//^^^^^^^^ call external node:fs.readFile
  fs.readFileSync('a');
//   ^^^^^^^^^^^^ call external node:fs.readFileSync
  path.join('a');
//     ^^^^ call external node:path.join
  external(), part();
//^^^^^^^^ call external some-package:deep
//            ^^^^ call external some-package:deep.part
function typed(kind: Kind, big: Big, color: Color) {
//                   ^^^^ type exact shapes.Kind
//                              ^^^ type exact shapes.Sized
//                                          ^^^^^ type exact shapes.Color
  kind.label();
//     ^^^^^ call inferred Kind.label
  big.size();
//    ^^^^ call inferred Sized.size
}
async function lazy() {
  const { area, default: Sq } = await import('./shapes');
  area();
//^^^^ call exact shapes.area
  new Sq();
//    ^^ call exact shapes.Square
  (await import('./shapes')).perimeter();
//                           ^^^^^^^^^ call exact shapes.perimeter
  import('./shapes').then((module) => module.area());
//                                           ^^^^ call inferred shapes.area
}

// --- tsconfig.json
{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"] } } }
