import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';

const keptCode = join(import.meta.dirname, '..', 'server', 'keptCode.ts');
const skip = process.platform === 'win32' && 'folders have no modes there';

/** A script that says `answer`, and what its process said when it ran; two of them differ in that digit only. */
class Sample {
  readonly #base: string;
  readonly #script: string;
  readonly #folder: string;

  constructor(t: TestContext, answer: 1 | 2) {
    this.#base = mkdtempSync(join(tmpdir(), 'cbm-kept-'));
    t.after(() => rmSync(this.#base, { recursive: true }));
    this.#script = join(this.#base, 'script.cjs');
    this.#folder = join(this.#base, 'code');
    writeFileSync(this.#script, `(function(){return ${answer}})`);
  }

  get folder(): string {
    return this.#folder;
  }

  /** The file with what V8 compiled. */
  get kept(): string {
    const [name] = readdirSync(this.#folder);
    return join(this.#folder, name ?? '');
  }

  run(): string {
    const source = `import { loadScript } from ${JSON.stringify(keptCode)};
console.log(loadScript(${JSON.stringify(this.#script)}, ${JSON.stringify(this.#folder)}, 'role')());`;
    return execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
      encoding: 'utf8',
    }).trim();
  }
}

/** A sample that answers 1, beside code kept of one that answers 2: V8 itself compares the lengths of the two only. */
function swap(t: TestContext): Sample {
  const sample = new Sample(t, 1);
  const other = new Sample(t, 2);
  assert.equal(sample.run(), '1');
  assert.equal(other.run(), '2');
  renameSync(other.kept, sample.kept);
  return sample;
}

suite('What V8 compiled', () => {
  test('is kept when a process ends, and taken by the next one', (t) => {
    assert.equal(swap(t).run(), '2');
  });

  test('is not taken from a file that was damaged, which is written anew', (t) => {
    const sample = swap(t);
    const bytes = readFileSync(sample.kept);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(sample.kept, bytes);
    assert.equal(sample.run(), '1');
    assert.notDeepEqual(readFileSync(sample.kept), bytes);
  });

  test('is not taken from a folder or a file that others may write', { skip }, (t) => {
    for (const open of ['folder', 'kept'] as const) {
      const sample = swap(t);
      chmodSync(sample[open], 0o777);
      assert.equal(sample.run(), '1', open);
    }
  });

  test('is added to by the first few starts, and left as it is then', (t) => {
    const sample = new Sample(t, 1);
    const times = Array.from({ length: 6 }, () => {
      sample.run();
      return readFileSync(sample.kept).readUInt32LE(4);
    });
    assert.deepEqual(times, [1, 2, 3, 4, 4, 4]);
  });

  test('is kept for this user alone', { skip }, (t) => {
    const sample = new Sample(t, 1);
    sample.run();
    assert.equal(statSync(sample.folder).mode & 0o777, 0o700);
    assert.equal(statSync(sample.kept).mode & 0o777, 0o600);
  });

  test('is kept where it may be only', { skip }, (t) => {
    const sample = new Sample(t, 1);
    sample.run();
    rmSync(sample.kept);
    chmodSync(sample.folder, 0o777);
    assert.equal(sample.run(), '1');
    assert.deepEqual(readdirSync(sample.folder), []);
  });
});
