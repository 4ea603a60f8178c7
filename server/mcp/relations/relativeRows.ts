// Bases, subtypes, implementers and overriding methods as rows and as text.

import { z } from 'zod';
import { nameInFile } from '../answers/nameInFile.ts';
import { kindSchema, tierSchema } from '../answers/shapes.ts';

export const relativeRowSchema = z.object({
  role: z.enum(['base', 'subclass', 'implements', 'overrides', 'overridden by']),
  hop: z.number(),
  name: z.string(),
  kind: kindSchema,
  qualified_name: z.string(),
  file: z.string(),
  line: z.number(),
  via: z.string(),
  tier: tierSchema,
});
export type RelativeRow = z.infer<typeof relativeRowSchema>;

const HEADINGS: Readonly<Record<RelativeRow['role'], string>> = {
  base: 'bases',
  subclass: 'inherit from it',
  implements: 'implement it',
  overrides: 'overrides',
  'overridden by': 'overridden by',
};

/** The heading that a row stands under. */
export function relativeHeading({ role, hop }: RelativeRow): string {
  return hop === 1 ? HEADINGS[role] : `${HEADINGS[role]}, hop ${hop}`;
}

export function renderRelative({ qualified_name, file, line, hop, via, tier }: RelativeRow): string {
  const place =
    file === '' ? `external ${qualified_name}` : `${nameInFile(qualified_name, file)} ${file}:${line}`;
  return `${place}${hop > 1 ? ` via ${via}` : ''}${tier === 'exact' ? '' : ` (${tier})`}`;
}
