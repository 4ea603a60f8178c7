// Every text that the extension says has a German one, and the two say the same places, links and code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listKeys } from '../../scripts/describeExtension.mjs';

type Texts = Readonly<Record<string, string>>;

/** What a translation must keep: codes, settings, links to commands. */
const KEPT = /`[^`]+`|\(command:[\w.]+\)|\b[A-Z]{4,}\b/g;

const english = readJson('package.nls.json') as Texts;
const german = readJson('package.nls.de.json') as Texts;

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
