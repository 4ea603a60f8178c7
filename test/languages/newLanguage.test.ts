// A language is added by a folder of its own: one that lies in a temporary folder is parsed and resolved.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Language } from '../../server/languages/language.ts';
import { findMismatches, readExpectations, resolveFixture, splitFixture } from './carets.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const rulesFile = pathToFileURL(join(projectRoot, 'server', 'languages', 'rules', 'index.ts')).href;

const DESCRIPTOR = `
import { completeRules } from '${rulesFile}';

const grammar = 'tree-sitter-javascript';

export const tiny = {
  id: 'tiny',
  extensions: { '.tiny': grammar },
  grammars: { [grammar]: { package: grammar, wasm: grammar + '.wasm' } },
  configFiles: [],
  nodes: {
    comment: { role: 'comment' },
    identifier: { role: 'name' },
    function_declaration: { role: 'function', slots: { name: 'name', parameters: 'parameters', body: 'body' } },
    formal_parameters: { role: 'parameters' },
    statement_block: { role: 'plain' },
    call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    arguments: { role: 'arguments' },
    import_statement: { role: 'hook' },
    string: { role: 'plain' },
  },
  rules: completeRules({ family: 'tiny', library: { builtinPackage: 'tiny', builtins: ['print'] } }),
  lexis: { lineComments: ['//'], blockComments: [], texts: [], imports: /^import.*/gm, ownObject: [], keyMark: ':' },
  sample: 'import "a"; // é\\nfunction f(a) { g(a) }\\n',
  hooks: {
    extract(api, record) {
      const source = api.childByField(record, 'source');
      if (source >= 0) api.addImport(api.text(source).slice(1, -1), '*', source, api.moduleScope);
    },
    createModuleResolver: ({ has }) => ({
      resolve: (specifier) => (has(specifier + '.tiny') ? { kind: 'file', path: specifier + '.tiny' } : undefined),
    }),
  },
};
`;

const PROGRAM = `import "store"
function run(path) { open(path); print(path); wait(path) }
//                   ^^^^ call exact open
//                               ^^^^^ call external tiny:print
//                                            ^^^^ call exact wait
function wait(path) { }
// --- store.tiny
function open(path) { }
`;

test('a language from a temporary folder gets its edges without a change elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-language-'));
  try {
    const descriptor = join(folder, 'tiny.ts');
    writeFileSync(descriptor, DESCRIPTOR);
    const { tiny } = (await import(pathToFileURL(descriptor).href)) as { tiny: Language };
    const files = splitFixture('main.tiny', PROGRAM);
    const expectations = files.flatMap((file) => readExpectations('main.tiny', file));
    assert.equal(expectations.length, 3);
    const graph = await resolveFixture(files, join(projectRoot, 'dist'), [tiny]);
    assert.deepEqual(findMismatches(graph, expectations), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
