// The names that the rules of languages speak of. Whether some file has written one yet must not decide what is looked up.

import { INDEXED, RECEIVER, SPREAD, TYPE_ARGUMENT } from '../facts/expressions.ts';
import { languages } from './index.ts';
import { WHOLE_EXPORT } from './language.ts';

/** Every text in the rules of all languages, and those that stand for no name of a source. */
export function listRuleNames(): readonly string[] {
  const texts = new Set([INDEXED, RECEIVER, SPREAD, TYPE_ARGUMENT, WHOLE_EXPORT, 'default', 'this']);
  for (const { rules } of languages) collect(rules, texts);
  return [...texts];
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  else if (value instanceof Map) for (const entry of value) collect(entry, texts);
  else if (value instanceof Set || Array.isArray(value)) for (const item of value) collect(item, texts);
  else if (value !== null && typeof value === 'object' && !(value instanceof RegExp))
    for (const item of Object.values(value)) collect(item, texts);
}
