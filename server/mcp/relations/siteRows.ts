// Sites as rows of an answer: in the order in which they are of use, with the line as it is written.

import { z } from 'zod';
import { isTestPath } from '../../languages/testPaths.ts';
import { nameInFile } from '../answers/nameInFile.ts';
import type { ToolCall } from '../tool.ts';
import { readSources } from '../answers/source.ts';
import { tierSchema } from '../answers/shapes.ts';
import { USES, type Site } from './account.ts';

/** A site with the text of its line. */
export const siteRowSchema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  use: z.enum(USES),
  tier: tierSchema,
  inside: z.string(),
  written: z.string(),
  text: z.string(),
});
export type SiteRow = z.infer<typeof siteRowSchema>;

const MAX_LINE_CHARS = 120;
/** What stands at the top of these is in nothing that a path does not say. */
const WITHOUT_NAME = new Set(['File', 'Module', 'Package']);

/** Uses alone, without definitions; code first, tests last or not at all. */
export function orderSites(sites: readonly Site[], includeTests: boolean): Site[] {
  const uses = sites.filter(({ use }) => use !== 'definition');
  const isTest = new Map(uses.map(({ file }) => [file, isTestPath(file)]));
  return [
    ...uses.filter(({ file }) => isTest.get(file) !== true),
    ...uses.filter(({ file }) => includeTests && isTest.get(file) === true),
  ];
}

/** Reads the lines of `sites`. */
export async function readSites(call: ToolCall, sites: readonly Site[]): Promise<SiteRow[]> {
  const places = sites.map(({ file, line }) => ({ file, from: line, to: line }));
  const parts = await readSources(call, places);
  const around = await findAround(
    call,
    sites.filter(({ inside }) => inside === ''),
  );
  return sites.map((site, row) => ({
    ...site,
    inside: site.inside === '' ? (around.get(site) ?? '') : site.inside,
    text: cut(parts[row]?.lines[0]?.trim() ?? ''),
  }));
}

/** The symbols around sites of which the graph does not say that. */
async function findAround(call: ToolCall, sites: readonly Site[]): Promise<ReadonlyMap<Site, string>> {
  if (sites.length === 0) return new Map();
  const places = sites.map(({ file, line }) => ({ file, line }));
  const symbols = await call.queries.findEnclosingSymbols({ places });
  return new Map(
    sites.map((site, row) => {
      const symbol = symbols[row];
      const isTop = !symbol || WITHOUT_NAME.has(symbol.kind);
      return [site, isTop ? '' : symbol.qualified_name];
    }),
  );
}

/** `12 call in Cart.checkout: total(cart)`. */
export function renderSite({ file, line, use, tier, inside, written, text }: SiteRow): string {
  const place = inside === '' ? '' : ` in ${nameInFile(inside, file)}`;
  const name = written === '' ? '' : written === '-' ? ' (not written)' : ` (as ${written})`;
  return `${line} ${use}${name}${tier === 'exact' ? '' : ` (${tier})`}${place}: ${text}`;
}

function cut(text: string): string {
  return text.length > MAX_LINE_CHARS ? `${text.slice(0, MAX_LINE_CHARS)}…` : text;
}
