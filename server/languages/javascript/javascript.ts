// JavaScript and JSX, CommonJS and ES modules, for tree-sitter-javascript 0.25.

import { configFiles, rules } from '../ecmascript/rules.ts';
import { hooks } from '../ecmascript/hooks.ts';
import { lexis } from '../ecmascript/lexis.ts';
import { declarationNodes, markupNodes, sharedNodes } from '../ecmascript/nodes.ts';
import { repairNewSyntax } from '../ecmascript/newSyntax.ts';
import type { Language } from '../language.ts';
import { readDocTypes } from './jsdoc.ts';

export const javascript: Language = {
  id: 'javascript',
  extensions: {
    '.js': 'tree-sitter-javascript',
    '.jsx': 'tree-sitter-javascript',
    '.mjs': 'tree-sitter-javascript',
    '.cjs': 'tree-sitter-javascript',
  },
  interpreters: { node: 'tree-sitter-javascript', nodejs: 'tree-sitter-javascript' },
  grammars: {
    'tree-sitter-javascript': { package: 'tree-sitter-javascript', wasm: 'tree-sitter-javascript.wasm' },
  },
  configFiles,
  nodes: {
    ...sharedNodes,
    ...declarationNodes({}),
    ...markupNodes,
    '"default"': { role: 'plain' },
    using_declaration: { role: 'declare', scope: 'block' },
    class_heritage: { role: 'extends' },
    field_definition: { role: 'field', slots: { name: 'property', value: 'value' } },
  },
  rules,
  lexis,
  sample: `#!/usr/bin/env node
'use strict';
const { a, b: [c = 1], ...d } = require('é 😀'), e = async (f) => { await import(\`./\${f}\`) };
module.exports = { a, b: function () { return this?.c }, get g() { return 1 }, [h]: 2, 'i': 3, async *j() {}, ...k };
exports.l = function m(n, { o, p = 2 }, ...q) { for (const [r, s] of t) r.u[0](new V(...w)); for (var x in y); };
class A extends mixin(B, C) { static #p = 1; static { f() } set q(v) { super.q = v } @dec r = () => tag\`ünïcödé \${z}\` }
A.prototype.b = function () { this.#p ||= a && b; label: do { break label } while (typeof x !== 'y') };
import D, { E as F, "g" as G } from 'h' with { type: 'json' }; import * as I from "j";
export default class extends A {} export { D as default, F }; export * from 'k'; export * as L from './l';
try { x = <a.B c="d" {...e}>{f}<G.H/></a.B> } catch { (y, z) ? !w : -v } finally { let u = new.target }
`,
  hooks: { ...hooks, docTypes: readDocTypes, repair: repairNewSyntax },
};
