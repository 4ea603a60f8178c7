// The edges of what tools share: budgets, paths, names of workspaces, what counts as a question about dead code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseBody, refuseForeign, refuseMethod } from '../../server/mcp/auth.ts';
import { cutText, estimateTokens, fitRows, shortenLists } from '../../server/mcp/budget.ts';
import { SessionMemory, type SourceBlock } from '../../server/mcp/sessionMemory.ts';
import { asksForDeadCode } from '../../server/mcp/tools/deadCode.ts';
import { toFilePattern, toWorkspacePath } from '../../server/mcp/tools/workspacePath.ts';
import { findMeant, meansWorkspace } from '../../server/mcp/validate.ts';

const WORDS = Array.from({ length: 60 }, (_, at) => `line number ${at} of the text`);

function renderRows(answer: Readonly<Record<string, unknown>>): string {
  return (answer['rows'] as string[]).join('\n');
}

/** Lines of a file that are all different. */
function block(from: number, to: number): SourceBlock {
  const lines = Array.from(
    { length: to - from + 1 },
    (_, at) => `total_${from + at} = compute(items, discount)`,
  );
  return { file: 'a.py', from, lines };
}

test('a text is left whole up to its budget, and cut at a line end beyond it', () => {
  const text = WORDS.join('\n');
  const tokens = estimateTokens(text);
  assert.equal(cutText(text, tokens), text);
  const short = cutText(text, tokens - 1);
  assert.ok(short.endsWith(`\n[cut to max_tokens; the whole takes ${tokens}]`), short.slice(-80));
  const lines = short.split('\n').slice(0, -1);
  assert.deepEqual(lines, WORDS.slice(0, lines.length));
  for (const budget of [20, 50, 100, 200]) {
    const size = estimateTokens(cutText(text, budget));
    assert.ok(size <= budget && size > budget - 15, `${size} of ${budget}`);
  }
});

test('a text without line ends is cut within a line', () => {
  const long = WORDS.join(' ');
  assert.ok(cutText(long, 100).length > 200);
  // The only line end stands so early that most of the budget would be lost.
  assert.ok(cutText(`head\n${long}`, 100).length > 200);
});

test('as many rows are kept as fit, all when they fit exactly, and one when none does', () => {
  const keptOf = (budget: number, rows: readonly string[] = WORDS) =>
    fitRows({ rows }, 'rows', budget, (part) => part, renderRows).kept;
  for (const number of [1, 2, 3, 30, 59, 60]) {
    const budget = estimateTokens(WORDS.slice(0, number).join('\n'));
    assert.equal(keptOf(budget), number);
    assert.equal(keptOf(budget - 1), Math.max(1, number - 1));
  }
  assert.equal(keptOf(1, WORDS.slice(0, 1)), 1);
  assert.equal(keptOf(1, []), 0);
});

test('of an answer as JSON the end of the longest list is left off, but not of the one that pages', () => {
  const answer = {
    rows: WORDS,
    of: { notes: WORDS.slice(0, 20), names: ['a'] },
    none: [],
    text: 'x',
    nothing: null,
  };
  const whole = estimateTokens(JSON.stringify(answer));
  assert.equal(shortenLists(answer, 'rows', whole), JSON.stringify(answer));
  const short = JSON.parse(shortenLists(answer, 'rows', whole - 40)) as typeof answer & { left_out: unknown };
  const { notes, names } = short.of;
  assert.deepEqual([short.rows, names, short.left_out], [WORDS, ['a'], { 'of.notes': 20 - notes.length }]);
  assert.ok(notes.length < 20 && notes.length > 8, String(notes.length));
  const { left_out: all } = JSON.parse(shortenLists(answer, 'rows', 1)) as { left_out: unknown };
  assert.deepEqual(all, { 'of.notes': 20, 'of.names': 1 });
});

test('a path is taken as the index writes it, a pattern that is an absolute path as that file or folder', () => {
  const root = '/home/shop/';
  const paths = [
    './src/a.py',
    '././a.py',
    '/home/shop/src/a.py',
    '\\home\\shop\\a.py',
    '/home/shopping/a.py',
  ];
  assert.deepEqual(
    paths.map((path) => toWorkspacePath(path, root)),
    ['src/a.py', 'a.py', 'src/a.py', 'a.py', '/home/shopping/a.py'],
  );
  const patterns = ['src', './src', '!/home/shop/src/', '/home/shop/*.py', '/home/shop/a.py'];
  assert.deepEqual(
    patterns.map((pattern) => toFilePattern(pattern, root)),
    ['src', 'src', '!{src/,src/**}', '*.py', '{a.py,a.py/**}'],
  );
});

test('a workspace is meant by its name, its path or that path with dashes, a whole path by that alone', () => {
  const shop = { root: '/a/my shop', name: 'My Shop' };
  const texts = ['my shop', '/a/my shop/', '-a-my-shop', 'a-my-shop', 'shop', '/a/my shop/src'];
  assert.deepEqual(
    texts.map((text) => meansWorkspace(text, shop)),
    [true, true, true, true, false, false],
  );
  const [one, other] = [
    { root: '/a/b-c', name: 'b-c' },
    { root: '/a/b/c', name: 'c' },
  ];
  assert.deepEqual(findMeant('/a/b/c', [one, other]), [other]);
  assert.deepEqual(findMeant('a-b-c', [one, other]), [one, other]);
  assert.deepEqual(findMeant('d', [one, other]), []);
});

test('a search asks for dead code when it wants what nothing calls and no entry points', () => {
  const asked = { exclude_entry_points: true, max_degree: 0, direction: 'both' };
  const cases: [Partial<Parameters<typeof asksForDeadCode>[0]>, boolean][] = [
    [{}, true],
    [{ label: 'Function', relationship: 'CALLS', direction: 'inbound', min_degree: 0 }, true],
    [{ label: 'Variable' }, false],
    [{ relationship: 'USES_TYPE' }, false],
    [{ direction: 'outbound' }, false],
    [{ min_degree: 1 }, false],
    [{ max_degree: 1 }, false],
    [{ max_degree: undefined }, false],
    [{ exclude_entry_points: false }, false],
  ];
  for (const [part, expected] of cases)
    assert.equal(asksForDeadCode({ ...asked, ...part }), expected, JSON.stringify(part));
});

test('a request is refused by the first header that no client sends, and a body by its kind and length', () => {
  const admission = { host: '127.0.0.1:1', token: 't' };
  const refusalOf = (headers: Record<string, string>, hosts = [headers['host']!]) =>
    refuseForeign({ headers, headersDistinct: { host: hosts } }, admission)?.code;
  const { host } = admission;
  assert.equal(refusalOf({ host }), undefined);
  assert.equal(refusalOf({ host: 'evil' }), 'FOREIGN_HOST');
  assert.equal(refusalOf({ host }, [host, host]), 'FOREIGN_HOST');
  assert.equal(refusalOf({ host, origin: 'null' }), 'FOREIGN_ORIGIN');
  assert.equal(refusalOf({ host, 'sec-fetch-site': 'none' }), 'FOREIGN_ORIGIN');
  assert.deepEqual(
    ['POST', 'GET', 'DELETE', 'PUT', undefined].map((method) => refuseMethod(method)?.status),
    [undefined, undefined, undefined, 405, 405],
  );
  const json = { 'content-type': 'Application/JSON; charset=utf-8' };
  assert.deepEqual(
    [{}, json, { ...json, 'content-length': '10' }, { ...json, 'content-length': '11' }].map(
      (headers) => refuseBody(headers, 10)?.code,
    ),
    ['NOT_JSON', undefined, undefined, 'BODY_TOO_LARGE'],
  );
});

test('blocks that lie one after the other hold a block across them, in whatever order they were given', () => {
  const isGiven = (given: readonly (readonly [number, number])[], from: number, to: number) => {
    const memory = new SessionMemory();
    for (const [first, last] of given) {
      const call = memory.open('explore', false);
      call.findGiven(block(first, last), 'h');
      call.noteGiven([block(first, last)]);
      memory.noteAnswer(1);
    }
    return memory.open('explore', false).findGiven(block(from, to), 'h')?.callsAgo;
  };
  const cases: [given: [number, number][], from: number, to: number, callsAgo: number | undefined][] = [
    [[[1, 20]], 1, 20, 1],
    [
      [
        [21, 40],
        [1, 20],
      ],
      1,
      40,
      1,
    ],
    [
      [
        [1, 20],
        [21, 40],
        [50, 70],
      ],
      10,
      30,
      2,
    ],
    [
      [
        [1, 20],
        [22, 40],
      ],
      10,
      30,
      undefined,
    ],
    [
      [
        [1, 20],
        [1, 40],
      ],
      1,
      40,
      1,
    ],
    [
      [
        [1, 40],
        [1, 20],
      ],
      1,
      30,
      2,
    ],
    [
      [
        [1, 40],
        [5, 35],
      ],
      1,
      40,
      2,
    ],
    [[[2, 40]], 1, 30, undefined],
  ];
  for (const [given, from, to, callsAgo] of cases)
    assert.equal(isGiven(given, from, to), callsAgo, JSON.stringify([given, from, to]));
  const memory = new SessionMemory();
  const call = memory.open('explore', false);
  call.noteGiven([{ file: 'a.py', from: 1, lines: [] }]);
  assert.equal(memory.forget(), 0);
  call.noteGiven([block(5, 10)]);
  call.noteGiven([block(1, 20)]);
  assert.equal(memory.forget(), 1, 'a block within another is not kept beside it');
});
