// Every text that the extension says to a person has a German one, and the two say the same places, links and code.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { describeOverview } from '../../extension/views/overviewModel.ts';
import { listKeys } from '../../scripts/describeExtension.mjs';
import { leaveOut, listSentences, listTranslated } from '../../scripts/messages.mjs';
import { bundleWindow } from '../../scripts/windowBundle.mjs';
import { formatBytes, formatCost, formatCount } from '../../server/protocol/numbers.ts';
import { putIn, setDisplay, t } from '../../server/protocol/l10n.ts';
import { loadSourceFiles } from '../architecture/sourceFile.ts';
import { statusOf } from './statusOf.ts';

type Texts = Readonly<Record<string, string>>;

/** What a translation must keep: what is put in, codes, settings, links to commands. */
const KEPT = /\{\w+\}|`[^`]+`|\(command:[\w.]+\)|\bcodebaseMemory(?:\.\w+)+|\b[A-Z]{4,}\b/g;

const english = readJson('package.nls.json') as Texts;
const german = readJson('package.nls.de.json') as Texts;
const bundle = readJson('l10n/bundle.l10n.de.json') as Texts;
const windowSources = loadSourceFiles('extension');
/** What puts texts of others through `t` has no message of its own. */
const WITHOUT_MESSAGES = new Set(['server/protocol/l10n.ts', 'extension/graph/page/language.ts']);
const sources = [...windowSources, ...loadSourceFiles('server/protocol')].filter(
  ({ path }) => !WITHOUT_MESSAGES.has(path),
);

afterEach(() => setDisplay(undefined));

test('every text of package.json is there in English and in German, and no other', () => {
  const named = [...new Set(listKeys(readJson('package.json')))].toSorted();
  assert.deepEqual(Object.keys(english).toSorted(), named);
  assert.deepEqual(Object.keys(german).toSorted(), named);
});

test('what package.json says to people is a key, except names', () => {
  const members =
    /^(title|name|label|description|contents|markdownDescription|displayName|userDescription|altText)$/;
  const { contributes, capabilities, description } = readJson('package.json') as Record<string, unknown>;
  const bare = listTexts({ contributes, capabilities, description }, members).filter(
    (said) => !/^%[\w.]+%$/.test(said) && said !== 'Codebase Memory' && !said.startsWith('codebaseMemory_'),
  );
  assert.deepEqual(bare, []);
});

test('the German texts of package.json keep links, codes and words of settings', () => {
  for (const [key, text] of Object.entries(english)) {
    assert.deepEqual(listKept(german[key] ?? ''), listKept(text), key);
  }
});

test('every message of the sources has a German text, and no other has', () => {
  const said = new Set([...sources.flatMap(({ text }) => listTranslated(text)), ...listPageTexts()]);
  assert.ok(said.size > 300);
  assert.deepEqual(Object.keys(bundle).toSorted(), [...said].toSorted());
});

test('the German texts of messages keep what is put in', () => {
  for (const [message, text] of Object.entries(bundle)) {
    assert.deepEqual(listKept(text), listKept(message), message);
  }
});

test('a message is a literal: its translation can be looked for', () => {
  for (const { path, text } of sources) {
    for (const [, first] of text.matchAll(/(?<![\w.$\\])t\(\s*(.)/g)) assert.match(first ?? '', /['"]/, path);
  }
});

test('what windows say has translations', () => {
  const left = windowSources.flatMap(({ path, text }) => {
    if (FOR_PROGRAMS.test(path)) return [];
    const code = leaveOut(text, TRANSLATED_OR_LOGGED);
    const said = [...listSentences(code), ...listLabels(code)];
    return said
      .filter((one) => /[a-z]{2}/i.test(one.replaceAll(NEUTRAL, '')))
      .map((one) => `${path}: ${one}`);
  });
  assert.deepEqual(left.toSorted(), ENGLISH.toSorted());
});

test('the window takes its language before any script is read in which modules make texts', async (inner) => {
  const outdir = mkdtempSync(join(tmpdir(), 'codebase-memory-window-'));
  inner.after(() => rmSync(outdir, { recursive: true }));
  const { outputs } = await bundleWindow(outdir);
  const first = Object.keys(outputs).find((file) => file.endsWith('extension.cjs'));
  const read = new Set([first!]);
  for (const file of read)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) read.add(path);
  const modules = [...read].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  assert.deepEqual(modules.toSorted(), ['extension/l10n.ts', 'extension/main.ts', 'server/protocol/l10n.ts']);
});

test('without a translation a message is English, with its values', () => {
  assert.equal(t('{count} of {total}', { count: 1, total: 'two {count}' }), '1 of two {count}');
  assert.equal(t('{other} stays'), '{other} stays');
});

test('in a German window texts and numbers are German', () => {
  setDisplay({ translate: (message, values) => putIn(bundle[message] ?? '', values), locale: 'de' });
  assert.equal(formatCount(12_345), '12.345');
  assert.equal(formatBytes(1_500_000), '1,5 MB');
  assert.equal(formatCost({ calls: 1, tokens: 2_500 }), '1 Aufruf, 2.500 Token');
  const [folder] = describeOverview([{ name: 'shop', state: { kind: 'connected', status: statusOf() } }]);
  assert.match(
    folder?.children?.map(({ label, description }) => `${label}: ${description}`).join('\n') ?? '',
    /^Stand: aktuell\nInhalt: [\d.]+ Dateien, [\d.]+ Symbole\nFehlt: /,
  );
});

/** Files whose texts are for programs: the launcher, the plugin, instructions for agents, pictures and their formats. */
const FOR_PROGRAMS =
  /^extension\/(claude\/(instructionText|launcherText|pluginFiles|entry)|graph\/page\/(drawing|textExports|language))\.ts$/;
const TRANSLATED_OR_LOGGED = String.raw`(?<![\w.$\\])t|\boutput\.\w+|\blog`;
/** What is the same in every language: names, what is put in, icons. */
const NEUTRAL =
  /Codebase Memory(?: Doctor\.json)?|Claude Code|‹[^›]*›|\$\(\w+\)|mmap|HTTP|Node|Alt|Shift|\.md|```text/g;
/** Failures of the program itself, what goes to the server, what Claude Code says, and code. */
const ENGLISH: readonly string[] = [
  'extension/claude/configText.ts: The edit does not fit the text.',
  'extension/claude/configText.ts: A path has at least one name.',
  'extension/settings/readSettings.ts: There is no setting ‹id›.',
  'extension/queries.ts: ‹tool› gave no answer.',
  'extension/commands/clearCache.ts: the cache is cleared',
  'extension/commands/stopServer.ts: stopped from a window',
  'extension/confirm/languageServers.ts: a language server for ‹languageId›',
  'extension/claude/claudeClient.ts: no persisted trust',
  'extension/graph/page/appHost.ts: codebase-memory',
  'extension/graph/page/controls.ts: The page has no #‹id›.',
  "extension/markdown.ts: ) .replaceAll('://', String.raw",
];

/** What page.html says, which the page translates when it begins. */
function listPageTexts(): string[] {
  const html = readFileSync(join(import.meta.dirname, '..', '..', 'extension/graph/page/page.html'), 'utf8');
  return [...html.matchAll(/(?:aria-label|placeholder)="([^"]+)"|>([^<>]*[a-z][^<>]*)</g)].map(
    ([, attribute, content]) => attribute ?? content ?? '',
  );
}

/** Literals of members that are shown, of two letters and more. */
function listLabels(code: string): string[] {
  const members =
    /\b(?:title|label|placeHolder|placeholder|detail|description|tooltip|message|yes|name): *(['"`])(.*?)\1/g;
  return [...code.matchAll(members)]
    .map(([, , said = '']) => said.replaceAll(/\$\{[^}]*\}|\$\([^)]*\)/g, ''))
    .filter((said) => /[A-Za-z]{2}/.test(said));
}

/** The texts of members so named; what a tool's schema says is read by models. */
function listTexts(value: unknown, members: RegExp): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (name === 'inputSchema') return [];
    return typeof part === 'string' && members.test(name) ? [part] : listTexts(part, members);
  });
}

function listKept(text: string): string[] {
  return (text.match(KEPT) ?? []).toSorted();
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8'));
}
