// The line that accounts for every occurrence of a name.

import { count } from '../answers/text.ts';
import type { Site, TextSpot, Use } from './account.ts';
import type { Reconciled } from './reconcile.ts';

const MAX_OTHERS = 3;
const MAX_FILES = 3;
const MAX_PLACES = 8;

const USE_WORDS: readonly (readonly [use: Use, one: string, many: string])[] = [
  ['definition', 'definition', 'definitions'],
  ['call', 'call', 'calls'],
  ['construct', 'construction', 'constructions'],
  ['passed', 'passed as a value', 'passed as a value'],
  ['entry', 'entry of a table', 'entries of tables'],
  ['read', 'read', 'reads'],
  ['write', 'write', 'writes'],
  ['decorator', 'decorator', 'decorators'],
  ['element', 'element', 'elements'],
  ['type', 'type position', 'type positions'],
  ['base', 'base', 'bases'],
  ['import', 'import', 'imports'],
  ['key', 'key', 'keys'],
  ['quoted', 'in quotes', 'in quotes'],
];

/** `5 calls, 2 imports`. */
export function countUses(sites: readonly Pick<Site, 'use'>[]): string {
  const counts = new Map<Use, number>();
  for (const { use } of sites) counts.set(use, (counts.get(use) ?? 0) + 1);
  return USE_WORDS.flatMap(([use, one, many]) => {
    const number = counts.get(use) ?? 0;
    return number === 0 ? [] : [count(number, one, many)];
  }).join(', ');
}

/** One line; the numbers before the first full stop add up to the total. */
export function renderAccount(known: Reconciled): string {
  const written = known.sites.filter(({ column }) => column > 0);
  const elsewhere = known.sites.filter(({ column }) => column === 0);
  const locals = known.locals.length + known.keys.length;
  const parts = [
    countUses(written),
    renderOthers(known, false, 'of others'),
    renderOthers(known, true, 'of libraries'),
    locals > 0 ? count(locals, 'local name or key', 'local names or keys') : '',
    known.parts.length > 0
      ? `${known.parts.length} in longer names with $ (${renderFiles(known.parts)})`
      : '',
    known.comments.length > 0 ? `${known.comments.length} in comments (${renderFiles(known.comments)})` : '',
    known.texts.length > 0 ? `${known.texts.length} in strings (${renderFiles(known.texts)})` : '',
    known.foreign.length > 0
      ? `${known.foreign.length} in other languages (${renderFiles(known.foreign)})`
      : '',
    known.unresolved.length > 0
      ? `${known.unresolved.length} unresolved (${renderPlaces(known.unresolved)})`
      : '',
  ].filter(Boolean);
  const sentences = [
    `"${known.name}" stands ${count(known.total, 'time')} in ${count(known.files, 'file')}${known.total > 0 ? `: ${parts.join('; ')}` : ''}.`,
  ];
  const aliases = elsewhere.filter(({ written: name }) => name !== '-');
  if (aliases.length > 0) {
    const names = [...new Set(aliases.map(({ written: name }) => name))].slice(0, MAX_OTHERS).join(', ');
    sentences.push(`${count(aliases.length, 'use')} under another name (${names}).`);
  }
  if (elsewhere.length > aliases.length)
    sentences.push(`${count(elsewhere.length - aliases.length, 'use')} without writing it.`);
  sentences.push(...renderLimits(known));
  if (known.isComplete && known.unresolved.length === 0 && known.changed.length === 0)
    sentences.push('Nothing is left to grep for.');
  return sentences.join(' ');
}

function renderLimits({ searched, searchable, changed, unreadable, isComplete }: Reconciled): string[] {
  const limits: string[] = [];
  if (searched < searchable)
    limits.push(`Time was up after ${searched} of ${searchable} files; asking again goes on.`);
  else if (!isComplete && unreadable.length === 0)
    limits.push('The graph knows of more than 50,000 places: not all are told apart.');
  if (unreadable.length > 0) limits.push(`Not readable: ${renderNames(unreadable)}.`);
  if (changed.length > 0) limits.push(`Changed since indexed: ${renderNames(changed)}.`);
  return limits;
}

function renderOthers({ name, others: all }: Reconciled, isOutside: boolean, whose: string): string {
  const others = all.filter((each) => each.isOutside === isOutside);
  if (others.length === 0) return '';
  const total = others.reduce((sum, each) => sum + each.count, 0);
  // A label that is the name itself tells nothing more.
  if (others.length === 1 && others[0]!.label === name) return `${total} ${whose}`;
  const shown = others.slice(0, MAX_OTHERS).map(({ label, count: times }) => `${label} ${times}`);
  return `${total} ${whose} (${withMore(shown, others.length - shown.length)})`;
}

function renderFiles(spots: readonly TextSpot[]): string {
  return renderNames([...new Set(spots.map(({ file }) => file))]);
}

function renderNames(files: readonly string[]): string {
  return withMore(files.slice(0, MAX_FILES), files.length - MAX_FILES);
}

function renderPlaces(spots: readonly TextSpot[]): string {
  const shown = spots.slice(0, MAX_PLACES);
  const lines = new Map<string, number[]>();
  for (const { file, line } of shown) {
    const known = lines.get(file);
    if (known) known.push(line);
    else lines.set(file, [line]);
  }
  const places = [...lines].map(([file, numbers]) => `${file}:${[...new Set(numbers)].join(',')}`);
  return withMore(places, spots.length - shown.length);
}

function withMore(shown: readonly string[], more: number): string {
  return `${shown.join(', ')}${more > 0 ? `, ${more} more` : ''}`;
}
