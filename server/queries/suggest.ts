import { editDistance } from '../spelling.ts';
import type { Generation } from '../store/generation.ts';
import { splitWords } from '../store/words.ts';
import { matchNames, nameTable } from './names.ts';

/**
 * Names that may have been meant by one that does not exist, nearest first: a few letters away, or made of the same
 * words. Takes one pass over the distinct names, so it is meant for empty answers only.
 */
export function suggestNames(generation: Generation, text: string, limit = 5): string[] {
  const wanted = (text.split(/[.:#/\s]/).findLast(Boolean) ?? '').toLowerCase();
  if (wanted.length < 2) return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 4));
  const scored: { name: string; distance: number }[] = [];
  for (const name of nameTable(generation).texts) {
    if (Math.abs(name.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, name.toLowerCase(), allowed);
    if (distance <= allowed) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const names = scored.slice(0, limit).map(({ name }) => name);
  if (names.length < limit) names.push(...namesWithItsWords(generation, wanted, text, limit - names.length));
  return [...new Set(names)].slice(0, limit);
}

/** `suggestNames` as a question. */
export function suggest(generation: Generation, { text, limit }: { text: string; limit?: number }): string[] {
  return suggestNames(generation, text, limit);
}

function namesWithItsWords(generation: Generation, wanted: string, text: string, limit: number): string[] {
  const words = splitWords(text).filter((word) => word.length > 2);
  const hits = new Map<number, number>();
  for (const word of words.length > 0 ? words : [wanted]) {
    for (const id of matchNames(generation, word).keys()) hits.set(id, (hits.get(id) ?? 0) + 1);
  }
  const table = nameTable(generation);
  const texts = new Map(table.ids.map((id, row) => [id, table.texts[row]!]));
  return [...hits]
    .map(([id, count]) => ({ name: texts.get(id) ?? '', count }))
    .sort((a, b) => b.count - a.count || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}
