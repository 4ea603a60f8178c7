// A check as CI runs it: exit codes, forms of the answer, lists of known findings, and what it says when it can't run.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Ajv } from 'ajv';
import { commitAll, git } from '../discover/repository.ts';
import { Product } from './support/product.ts';

const SCHEMA = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly help: { text: string } }[];
      };
    };
  }[];
}

/** Complaints of the schema that OASIS published; the package has it for draft 4, of which it uses what later drafts have, too. */
function validate(log: unknown): string[] {
  const text = readFileSync(createRequire(import.meta.url).resolve(SCHEMA), 'utf8');
  const { $schema, id: _id, ...schema } = JSON.parse(text) as Record<string, unknown>;
  assert.match(String($schema), /draft-04/);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const isValid = ajv.compile(schema);
  isValid(log);
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function makeShop(t: TestContext): Product {
  const product = new Product(t);
  product.write('my shop/store.ts', 'export function open() {}\nexport function close() {}\n');
  product.write('my shop/app.ts', "import { open, close } from './store.ts';\nopen();\nclose();\n");
  commitAll(product.root);
  git(product.root, 'checkout', '--quiet', '-b', 'work');
  return product;
}

test('a change without findings ends with 0, one with findings with 1, and a level decides which', async (t) => {
  const product = makeShop(t);
  const clean = await product.run(['check']);
  assert.deepEqual(
    [clean.code, clean.stdout],
    [
      0,
      `No findings in 0 files that differ from ${git(product.root, 'rev-parse', '--short=10', 'HEAD').trim()} (main).\n`,
    ],
  );
  assert.match(clean.stderr, /--base HEAD~1/);
  product.write('my shop/store.ts', 'export function begin() {}\nexport function close() {}\n');
  const broken = await product.run(['check']);
  assert.equal(broken.code, 1, broken.stderr);
  assert.match(
    broken.stdout,
    /^my shop\/app\.ts:2: error: my shop\.app calls .*open, which .*; begin may be its new name \[removed-symbol\]$/m,
  );
  assert.match(broken.stderr, /1 file not committed: checked as on disk/);
  assert.equal((await product.run(['check', '--committed'])).code, 2);
  assert.equal((await product.run(['check', '--fail-on', 'never'])).code, 0);
  product.write(
    'my shop/store.ts',
    'export function open() {}\nexport function close() {}\nexport function extra() {}\n',
  );
  assert.equal((await product.run(['check', '--fail-on', 'error'])).code, 0);
  assert.equal((await product.run(['check'])).code, 1);
  assert.deepEqual(
    readdirSync(product.workspaceDir).filter((name) => name.includes('copy-')),
    [],
  );
});

test('SARIF is as published, with relative places and fingerprints that stay when lines move', async (t) => {
  const product = makeShop(t);
  product.write('my shop/store.ts', 'export function begin() {}\nexport function close() {}\n');
  const asked = ['check', '--format', 'sarif', '--fail-on', 'never'];
  const before = JSON.parse(await product.get(asked)) as Sarif;
  assert.deepEqual(validate(before), []);
  assert.notDeepEqual(validate({ ...before, runs: [{}] }), [], 'the schema refuses what is none');
  const [run] = before.runs;
  assert.ok(run!.results.length >= 3);
  for (const { ruleId, ruleIndex, locations } of run!.results) {
    const rule = run!.tool.driver.rules[ruleIndex]!;
    assert.equal(rule.id, ruleId);
    assert.ok(rule.help.text.length > 20);
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    assert.match(artifactLocation.uri, /^my%20shop\/\w+\.ts$/);
    assert.equal(artifactLocation.uriBaseId, '%SRCROOT%');
    assert.ok(region.startLine >= 1);
  }
  const named = (log: Sarif) =>
    new Set(log.runs[0]!.results.map(({ partialFingerprints }) => partialFingerprints['codebaseMemory/v1']));
  product.write(
    'my shop/app.ts',
    "// Above.\n\nimport { open, close } from './store.ts';\nopen();\nclose();\n",
  );
  const file = join(product.base, 'check.sarif');
  const { stdout } = await product.run([...asked, '--out', file]);
  assert.match(stdout, /\[removed-symbol\]/, 'a person reads it, too');
  const after = JSON.parse(readFileSync(file, 'utf8')) as Sarif;
  assert.deepEqual(named(after), named(before));
});

test('a list of known findings stands in for a base where there is no git', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def old(): return 0\ndef used(): return 1\n');
  product.write('b.py', 'from a import used\nused()\n');
  const list = join(product.base, 'known.json');
  assert.match(await product.get(['check', '--write-baseline', list]), /^Wrote 1 findings to /);
  assert.equal((await product.run(['check', '--baseline', list])).code, 0);
  product.write('a.py', '# More.\ndef old(): return 0\ndef used(): return 1\ndef fresh(): return 2\n');
  const { code, stdout } = await product.run(['check', '--baseline', list]);
  assert.equal(code, 1);
  assert.match(stdout, /a\.py:4: warning: function fresh: nothing uses it \[dead-function\]\n1 finding\.\n$/);
  const none = await product.run(['check']);
  assert.deepEqual([none.code, none.stdout], [2, '']);
  assert.match(none.stderr, /is in no git repository.*--baseline <file>/);
  rmSync(list);
  const missing = await product.run(['check', '--baseline', list]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /is no list of known findings: .*--write-baseline/);
  assert.equal((await product.run(['check', '--baseline', list, '--base', 'x'])).code, 2);
});
