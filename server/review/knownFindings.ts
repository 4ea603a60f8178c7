// A file with findings that are known: what stands in it is not told again. A person can read it, and its lines come in an order
// that makes few conflicts.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { BadBaseline } from './errors.ts';
import type { Finding } from './findings.ts';

const VERSION = 1;
const known = z.object({
  version: z.literal(VERSION),
  findings: z.array(
    z.object({ fingerprint: z.string(), rule: z.string(), path: z.string(), symbol: z.string() }),
  ),
});

/** The text of a file that knows these findings. */
export function formatKnown(findings: readonly Finding[]): string {
  const lines = findings
    .map(({ fingerprint, rule, path, symbol }) => JSON.stringify({ rule, path, symbol, fingerprint }))
    .sort();
  return `{"version":${VERSION},"findings":[\n${lines.join(',\n')}\n]}\n`;
}

/** Fingerprints of the findings that a file knows. Throws BAD_BASELINE. */
export function loadKnown(file: string): ReadonlySet<string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw BadBaseline.from(error, file, messageOf(error));
  }
  const result = known.safeParse(parsed);
  if (!result.success) throw BadBaseline(file, 'it has another form');
  return new Set(result.data.findings.map(({ fingerprint }) => fingerprint));
}
