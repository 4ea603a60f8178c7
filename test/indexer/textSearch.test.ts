import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { makeOverlay } from '../../server/discover/overlay.ts';
import type { Overlay } from '../../server/discover/overlay.ts';
import { findRequiredLiteral, TextMatcher } from '../../server/indexer/textMatcher.ts';
import type { TextSearch } from '../../server/indexer/textMessages.ts';
import { WorkspaceTexts } from '../../server/indexer/textSearch.ts';
import { commitAll, git } from '../discover/repository.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

function writeAll(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryDirectory(t);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function search(
  t: TestContext,
  root: string,
  wanted: Partial<TextSearch> = {},
  overlays: readonly Overlay[] = [],
) {
  const forbidden = { dirs: [], files: [] };
  const base = {
    root,
    forbidden,
    overlays,
    assetsDir: '',
    entryFile: '',
    exclude: ['excluded/'],
    includeGenerated: false,
  };
  const options = { ...base, maxFileSizeBytes: 100, workers: 1 };
  const asked = { pattern: 'needle', isRegex: false, from: 0, to: 100, budgetMs: 10_000, ...wanted };
  const question = { ...asked, options, scratch: temporaryDirectory(t) };
  return new WorkspaceTexts().search(question, new AbortController().signal);
}

const NEEDLE = 'a needle\n';

test('every text that git would show is searched, code first and tests last', async (t) => {
  const root = writeAll(t, {
    'a.py': NEEDLE,
    'test_a.py': NEEDLE,
    'README.md': NEEDLE,
    'ci/build.yaml': NEEDLE,
    Dockerfile: NEEDLE,
    'run.unknown-suffix': NEEDLE,
    '.hidden': NEEDLE,
    'third_party/lib.js': NEEDLE,
    'big.json': `${' '.repeat(5000)}${NEEDLE}`,
    'ignored.md': NEEDLE,
    'kept.log': NEEDLE,
    'excluded/a.md': NEEDLE,
    'node_modules/x/a.md': NEEDLE,
    'utf16.txt': Buffer.from(`\ufeff${NEEDLE}`, 'utf16le'),
    'image.png': Buffer.from('\0needle'),
    'other.md': 'nothing\n',
    '.gitignore': '*.log\nignored.md\n',
  });
  git(root, 'init', '--quiet');
  git(root, 'add', '--force', 'kept.log');
  const { files, searched, left, isComplete } = await search(t, root);
  assert.deepEqual(
    files.map(({ file }) => file),
    [
      'a.py',
      'third_party/lib.js',
      '.hidden',
      'Dockerfile',
      'README.md',
      'big.json',
      'ci/build.yaml',
      'kept.log',
      'run.unknown-suffix',
      'utf16.txt',
      'test_a.py',
    ],
  );
  assert.deepEqual([searched, left, isComplete], [13, { binary: 1, large: 0, unreadable: [] }, true]);
});

test('unsaved text counts, a folder without git is searched, and no link leads out of it', async (t) => {
  const outside = writeAll(t, { 'secret.md': NEEDLE });
  const root = writeAll(t, { 'a.md': 'saved\n', 'sub/b.md': NEEDLE });
  symlinkSync(join(outside, 'secret.md'), join(root, 'link.md'));
  const { files } = await search(t, root, {}, [makeOverlay('a.md', NEEDLE)]);
  assert.deepEqual(
    files.map(({ file }) => file),
    ['a.md', 'sub/b.md'],
  );
});

test('a page is cut out of all matching lines, which are counted in full', async (t) => {
  const root = writeAll(t, { 'a.md': NEEDLE.repeat(3), 'b.md': NEEDLE.repeat(3) });
  const { matches, page, files } = await search(t, root, { from: 2, to: 4 });
  assert.deepEqual(
    page.map(({ file, line }) => `${file}:${line}`),
    ['a.md:3', 'b.md:1'],
  );
  assert.deepEqual([matches, files.map((file) => file.matches)], [6, [3, 3]]);
});

test('what git tracks now is searched, not what it tracked before', async (t) => {
  const root = writeAll(t, { 'a.md': NEEDLE, 'b.txt': NEEDLE, '.gitignore': '*.txt\n' });
  commitAll(root);
  const found = async () => (await search(t, root)).files.map(({ file }) => file);
  assert.deepEqual(await found(), ['a.md']);
  git(root, 'add', '--force', 'b.txt');
  assert.deepEqual(await found(), ['a.md', 'b.txt']);
});

function find(pattern: string, text: string, isRegex = false): string[] | undefined {
  const lines = new TextMatcher(pattern, isRegex).find(Buffer.from(text));
  return lines?.map(({ line, text: found }) => `${line} ${found}`);
}

test('lines are found whatever ends them, also where the pattern goes on over a line end', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['one', 'two one', '', 'one'].join(end);
    assert.deepEqual(find('one', text), ['1 one', '2 two one', '4 one']);
    assert.deepEqual(find('one$', text, true), ['1 one', '2 two one', '4 one']);
    assert.deepEqual(find('^one', text, true), ['1 one', '4 one']);
    assert.deepEqual(find('one\ntwo', text), ['1 one']);
  }
  assert.deepEqual(find('(?i)ONE', 'one\n', true), ['1 one']);
  assert.equal(find('one', 'one\0'), undefined);
  assert.throws(() => new TextMatcher('(?=a)', true), { code: 'BAD_PATTERN' });
});

test('of a long line the part around the match is told', () => {
  const long = `${'a'.repeat(1000)} one ${'b'.repeat(1000)}`;
  const part = `2 …${'a'.repeat(79)} one ${'b'.repeat(156)}…`;
  assert.deepEqual(find('one', `x\n${long}`), [part]);
  assert.deepEqual(find('o[n]e', `x\n${long}`, true), [part]);
  assert.deepEqual(find('^a', long, true), [`1 ${'a'.repeat(240)}…`]);
  assert.deepEqual(find('b$', long, true), [`1 …${'b'.repeat(240)}`]);
});

test('the literal that an expression must hold is told only where that is plain', () => {
  const cases: Readonly<Record<string, string>> = {
    'def \\w+_view\\(': '_view',
    '^import os$': 'import os',
    'ab*c': 'a',
    'abc?d': 'ab',
    'ab+c': 'ab',
    'a{0,3}bcd': 'bcd',
    'x\\d*foo': 'foo',
    'x[abc]{2}foo': 'foo',
    '[]a]bc': 'bc',
    'foo|bar': '',
    '(foo)?bar': '',
    '(?i)foo': '',
    '\\x41bc': '',
    '\\pNabc': '',
    '[[:alpha:]_]abc': '',
    'a*?b': 'b',
    'a\\.b': 'a',
  };
  for (const [pattern, literal] of Object.entries(cases))
    assert.equal(findRequiredLiteral(pattern), literal, pattern);
});
