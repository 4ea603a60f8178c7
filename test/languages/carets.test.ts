// Every fixture in the folders beside this file: source files whose comments say which edges start where (carets.ts).

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { findMismatches, readExpectations, resolveFixture, splitFixture } from './carets.ts';

const folder = import.meta.dirname;
const assetsDir = join(folder, '..', '..', 'dist');
const languageFolders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name: language } of languageFolders) {
  suite(`Edges of ${language}`, () => {
    for (const name of readdirSync(join(folder, language)).sort()) {
      const fixture = `test/languages/${language}/${name}`;
      test(`in ${name} are as marked`, async () => {
        const files = splitFixture(name, readFileSync(join(folder, language, name), 'utf8'));
        const expectations = files.flatMap((file) => readExpectations(fixture, file));
        assert.ok(expectations.length > 0, 'the fixture marks nothing');
        assert.deepEqual(findMismatches(await resolveFixture(files, assetsDir), expectations), []);
      });
    }
  });
}

suite('A caret fixture', () => {
  const check = async (text: string) => {
    const files = splitFixture('sample.py', text);
    const expectations = files.flatMap((file) => readExpectations('sample.py', file));
    return findMismatches(await resolveFixture(files, assetsDir), expectations);
  };
  const source = 'def stop(): pass\ndef run():\n    stop()\n';

  test('fails on an edge that is missing', async () => {
    const problems = await check(`${source}#   ^^^^ call exact other\n`);
    assert.match(problems.join(), /sample\.py:4: stop: no call exact other, but CALLS exact sample\.stop/);
  });

  test('fails on the wrong tier', async () => {
    assert.match((await check(`${source}#   ^^^^ call inferred stop\n`)).join(), /no call inferred stop/);
  });

  test('fails on an edge that is not expected', async () => {
    assert.match((await check(`${source}#   ^^^^ no call\n`)).join(), /not expected among CALLS exact/);
  });

  test('cannot be misspelt', async () => {
    await assert.rejects(check(`${source}#   ^^^^ cal exact stop\n`), /cannot read "cal exact stop"/);
  });
});
