import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { assetsDir } from '../../server/entry.ts';

const modules = join(import.meta.dirname, '..', '..', 'server', 'parse', 'wasmModules.ts');
const skip =
  (process.platform === 'win32' && 'folders have no modes there') ||
  (!process.versions.v8.startsWith('13.6.') && 'code of this V8 is not kept');

/** Parses much, and says whether a function was as good as it gets before that: whether V8's best compiler had made it. */
const PARSE = `
import { setFlagsFromString } from 'node:v8';
import { compileFunction } from 'node:vm';
import { Language, Parser } from 'web-tree-sitter';
import { Instance, loadModule } from ${JSON.stringify(modules)};
const [assets, folder] = process.argv.slice(1);
setFlagsFromString('--allow-natives-syntax');
const isBest = compileFunction('return %IsTurboFanFunction(one)', ['one']);
setFlagsFromString('--no-allow-natives-syntax');
let made;
await Parser.init({
  instantiateWasm(imports, receive) {
    const module = loadModule(assets + '/web-tree-sitter.wasm', folder);
    made = new Instance(module, imports);
    receive(made, module);
  },
});
console.log(isBest(made.exports.malloc) ? 'kept' : 'new');
const parser = new Parser();
parser.setLanguage(Language.loadSync(loadModule(assets + '/grammars/tree-sitter-python.wasm', folder)));
const text = 'def f(a, b):\\n    return [g(a.b, c=b) for a in b if a[1] > 2 and "text" in b]\\n'.repeat(200);
// It is compiled in a thread of V8's.
do parser.parse(text).delete();
while (!isBest(made.exports.malloc));
`;

/** A folder for what is kept, and the grammar in a place where a test can change it. */
class Sample {
  readonly folder: string;
  readonly #assets: string;

  constructor(t: TestContext) {
    const base = mkdtempSync(join(tmpdir(), 'cbm-modules-'));
    t.after(() => rmSync(base, { recursive: true }));
    this.folder = join(base, 'code');
    this.#assets = join(base, 'assets');
    for (const name of ['web-tree-sitter.wasm', 'grammars/tree-sitter-python.wasm'])
      cpSync(join(assetsDir, name), join(this.#assets, name));
  }

  /** The file with the code of the parser. */
  get kept(): string {
    const name = readdirSync(this.folder).find((one) => one.startsWith('web-tree-sitter'));
    return join(this.folder, name ?? '');
  }

  /** Adds a section without meaning to the module. */
  change(): void {
    const file = join(this.#assets, 'web-tree-sitter.wasm');
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0, 2, 1, 0x78])]));
  }

  run(): string {
    const args = ['--input-type=module', '--eval', PARSE, this.#assets, this.folder];
    return execFileSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
  }
}

suite('What V8 made of the hot functions of a module', { skip }, () => {
  test('is kept when a process ends, and taken by the next one, for this user alone', (t) => {
    const sample = new Sample(t);
    assert.equal(sample.run(), 'new');
    assert.equal(sample.run(), 'kept');
    assert.equal(statSync(sample.folder).mode & 0o777, 0o700);
    assert.ok(readdirSync(sample.folder).every((name) => !name.endsWith('.busy')));
    sample.change();
    assert.equal(sample.run(), 'new', 'another module');
  });

  test('is not taken from what was damaged, nor after it has ended a process, nor where others may write', (t) => {
    const sample = new Sample(t);
    sample.run();
    const { kept } = sample;
    const bytes = readFileSync(kept);
    // Its head says that it is whole, and is for another content.
    writeFileSync(kept, Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]));
    assert.equal(sample.run(), 'new', 'damaged');
    assert.equal(sample.run(), 'kept', 'written anew');
    writeFileSync(`${kept}.busy`, '');
    assert.equal(sample.run(), 'new', 'marked');
    rmSync(`${kept}.busy`);
    chmodSync(sample.folder, 0o777);
    assert.equal(sample.run(), 'new', 'open to others');
  });
});
