import type { Generation } from '../store/generation.ts';
import { nameTable } from './names.ts';

/**
 * Names of symbols that begin with a text, in any case: those in the case that was typed first, then short ones. A text
 * with a qualifier, such as `Cart.a`, is completed to ends of qualified names.
 */
export function completeName(
  generation: Generation,
  { text, limit }: { text: string; limit: number },
): string[] {
  const typed = text.toLowerCase();
  const names = /\W/.test(typed)
    ? completeQualified(generation, typed)
    : nameTable(generation).texts.filter((name) => name.toLowerCase().startsWith(typed));
  const isAsTyped = (name: string): boolean => name.startsWith(text);
  return [...new Set(names)]
    .sort((a, b) => Number(isAsTyped(b)) - Number(isAsTyped(a)) || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, limit);
}

/**
 * The ends of qualified names, from where the typed text stands in them at the beginning of a part. Any mark between parts stands
 * for any other: `Cart.a` is completed to `Cart#add` too.
 */
function completeQualified(generation: Generation, typed: string): string[] {
  const parts = typed.split(SEPARATOR);
  const words = parts.map((part) => part.replaceAll(/[$*+?.()[\]{}|\\^/]/g, String.raw`\$&`));
  const wanted = new RegExp(String.raw`^(?:.*\W)?(${words.join(SEPARATOR.source)})`, 'is');
  return generation
    .values<string>(
      `SELECT DISTINCT qualified_name FROM symbol
       WHERE instr(lower(qualified_name), ?) > 0 AND instr(lower(qualified_name), ?) > 0`,
    )
    .all(parts[0] ?? '', parts.at(-1) ?? '')
    .flatMap((qualified) => {
      const found = wanted.exec(qualified);
      return found ? [qualified.slice(found[0].length - found[1]!.length)] : [];
    });
}

const SEPARATOR = /(?:::|->|[.#:/\\])/;
