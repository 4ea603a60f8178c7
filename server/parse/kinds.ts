// Compiles a language's rules against one grammar: node types and fields become small integers.

import type { Language as Grammar } from 'web-tree-sitter';
import { SLOTS } from '../languages/language.ts';
import type { Language, NodeRule } from '../languages/language.ts';

/** What belongs to the text of a node in the name that it is. */
export interface Affix {
  readonly before: string;
  readonly after: string;
  /** The text begins with a capital letter behind `before`. */
  readonly raises: boolean;
}

/** One language's rules in the numbers of one grammar. Kind 0 means "no rule". */
export interface CompiledKinds {
  readonly language: Language;
  readonly grammar: Grammar;
  /** Kind → rule, role and node type. */
  readonly rules: readonly (NodeRule | undefined)[];
  readonly types: readonly string[];
  /** Kind → what the text of its nodes stands for, where that is no name of the source. */
  readonly spellings: readonly (string | undefined)[];
  /** Kind → what stands before and behind the text of its nodes in the name that they are. */
  readonly respellings: readonly (((written: string) => string) | undefined)[];
  readonly affixes: readonly (Affix | undefined)[];
  /** Public symbol id of the grammar → kind. */
  readonly kindOfSymbol: Uint16Array;
  /** `slots[kind * SLOTS.length + slot]` → field id, 0 for none. */
  readonly slots: Uint16Array;
  fieldId(name: string): number;
}

/** Throws when a rule names a node type or a field that the grammar lacks, so that a grammar update cannot pass silently. */
export function compileKinds(
  language: Language,
  grammar: Grammar,
  isStrict: boolean,
  grammarName = '',
): CompiledKinds {
  const nodes = { ...language.nodes, ...language.grammarNodes?.[grammarName] };
  const rules: (NodeRule | undefined)[] = [undefined];
  const types: string[] = [''];
  const kindOfSymbol = new Uint16Array(65536);
  const unknown = new Set(Object.keys(nodes));
  for (let id = 0; id < grammar.nodeTypeCount; id++) {
    const type = grammar.nodeTypeForId(id);
    if (type === null) continue;
    const key = grammar.nodeTypeIsNamed(id) ? type : `"${type}"`;
    const rule = nodes[key];
    if (!rule) continue;
    unknown.delete(key);
    const known = types.indexOf(key);
    kindOfSymbol[id] = known > 0 ? known : rules.length;
    if (known > 0) continue;
    rules.push(rule);
    types.push(key);
  }
  for (const [key, rule] of Object.entries(nodes)) {
    if (rule.isMade !== true) continue;
    unknown.delete(key);
    if (types.includes(key)) continue;
    rules.push(rule);
    types.push(key);
  }
  if (isStrict && unknown.size > 0) {
    throw new Error(`${language.id}: the grammar has no node types ${[...unknown].join(', ')}`);
  }
  const fieldIds = new Map<string, number>();
  grammar.fields.forEach((name, id) => {
    if (name) fieldIds.set(name, id);
  });
  // Records that are made anew have fields of their own.
  if (language.hooks.arrange || language.hooks.arrangeFile)
    for (const rule of rules)
      for (const field of Object.values(rule?.slots ?? {}))
        if (!fieldIds.has(field)) fieldIds.set(field, grammar.fields.length + fieldIds.size);
  const slots = new Uint16Array(rules.length * SLOTS.length);
  rules.forEach((rule, kind) => {
    SLOTS.forEach((slot, index) => {
      const field = rule?.slots?.[slot];
      if (field === undefined) return;
      const id = fieldIds.get(field);
      if (id === undefined && isStrict) throw new Error(`${language.id}: the grammar has no field ${field}`);
      slots[kind * SLOTS.length + index] = id ?? 0;
    });
  });
  const spellings = rules.map((rule) => rule?.spells);
  const respellings = rules.map((rule) => rule?.respells);
  const affixes = rules.map((rule) =>
    rule?.before === undefined && rule?.after === undefined
      ? undefined
      : { before: rule.before ?? '', after: rule.after ?? '', raises: rule.raises === true },
  );
  const fieldId = (name: string): number => fieldIds.get(name) ?? 0;
  return { language, grammar, rules, types, spellings, respellings, affixes, kindOfSymbol, slots, fieldId };
}
