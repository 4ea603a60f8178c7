import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakPaths, escapeMarkdown, escapeMessage, formatCode } from '../../extension/markdown.ts';
import { formatStatusReport } from '../../extension/reports/statusReport.ts';
import { describeWindow } from '../../extension/status/statusText.ts';
import { describeInFull, makeRoot } from '../../extension/views/callModel.ts';
import { describeOverview } from '../../extension/views/overviewModel.ts';
import { describeProblems } from '../../extension/views/problemsModel.ts';
import { describeSessions } from '../../extension/views/sessionsModel.ts';
import type { TreeNode } from '../../extension/views/treeNode.ts';
import type { SessionReport } from '../../server/protocol/status.ts';
import { connected } from './statusOf.ts';

const EVIL =
  '`a`|[l](command:evil)<img src=x>\u001B[31m\u202E\n# http://evil.example $(zap) &lt; ![i](http://evil.example)';

/** What of an evil name would be a link, an image, a heading, an icon or a control character in rendered markdown. */
function findLive(markdown: string): string[] {
  // Within code nothing but the character that ends it means anything.
  const text = markdown.replaceAll(/(?<!\\)`[^`\n]*`/g, '');
  const found = ['](command:evil', '](http', '<img', '# http', '://evil', '$(zap'].filter((live) =>
    text
      .split(live)
      .slice(0, -1)
      .some((before) => !before.endsWith('\\')),
  );
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return /[\u001B\u202E]/.test(markdown) ? [...found, 'control'] : found;
}

function tooltipsOf(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap(({ tooltip, children }) => [
    ...(tooltip ? [tooltip] : []),
    ...tooltipsOf(children ?? []),
  ]);
}

const session: SessionReport = {
  id: 's',
  client: EVIL,
  version: EVIL,
  via: 'http',
  isConnected: true,
  calls: 1,
  tokens: 1,
  ms: 1,
  grepTokens: 0,
  tools: [],
  kept: { blocks: 0, tokens: 0 },
  lastTool: EVIL,
  startTime: '2026-11-23T08:00:00.000Z',
  lastTime: '2026-11-23T08:05:00.000Z',
};

const folder = {
  name: EVIL,
  state: connected({ warnings: [EVIL], root: EVIL, problem: { code: 'X', message: EVIL } }),
};

/** Everything that is shown as markdown and holds names of others. */
const MARKDOWN: Readonly<Record<string, readonly string[]>> = {
  'a word': [escapeMarkdown(EVIL), formatCode(EVIL)],
  sessions: tooltipsOf(describeSessions([{ name: EVIL, sessions: [session], windows: 1 }])),
  problems: tooltipsOf(
    describeProblems([
      {
        name: EVIL,
        folder: 'file:///w',
        complaints: [EVIL],
        total: 1,
        problems: [{ file: EVIL, status: 'skipped', reason: EVIL, cause: 'left-out', line: 0 }],
      },
    ]),
  ),
  overview: tooltipsOf(describeOverview([folder])),
  symbol: [
    describeInFull(makeRoot({ name: EVIL, kind: 'Function', qualified_name: EVIL, file: EVIL, line: 1 })),
  ],
  'status bar': [describeWindow([folder]).tooltip],
  'status page': [formatStatusReport([folder])],
};

for (const [what, texts] of Object.entries(MARKDOWN)) {
  test(`names of others do nothing in the markdown of: ${what}`, () => {
    assert.ok(texts.length > 0);
    for (const text of texts) assert.deepEqual(findLive(text), [], text);
  });
}

test('the evil name would do all of it', () => {
  assert.equal(findLive(EVIL.replaceAll('`', '')).length, 7);
});

test('a notification makes no link of a name', () => {
  assert.ok(!escapeMessage(EVIL).includes(']('));
  assert.equal(escapeMessage('The server of app ended.'), 'The server of app ended.');
});

test('a long path may break behind each of its separators, and what is escaped stays so', () => {
  assert.equal(breakPaths('in /a/short/path'), 'in /a/short/path');
  const path = String.raw`/home/anna/src/_generated/shop`;
  assert.equal(
    breakPaths(escapeMarkdown(path)),
    String.raw`/<wbr>home/<wbr>anna/<wbr>src/\_generated/<wbr>shop`,
  );
  assert.equal(
    breakPaths(escapeMarkdown(String.raw`C:\Users\anna\Documents\shop`)),
    String.raw`C:\\<wbr>Users\\<wbr>anna\\<wbr>Documents\\<wbr>shop`,
  );
});
