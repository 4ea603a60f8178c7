// Flags of a symbol that follow from its name, its place and the naming rules of its language.

import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';

const METHOD = NODE_KINDS.indexOf('Method');
const FIELD = NODE_KINDS.indexOf('Field');
const FUNCTION = NODE_KINDS.indexOf('Function');

/** What the flags depend on. */
export interface NamedPlace {
  /** Index into NODE_KINDS. */
  readonly kind: number;
  readonly name: string;
  readonly signature: string;
  /** Path of the file. */
  readonly path: string;
}

/**
 * The bits of SymbolFlag that names decide: exported, initializer, structural, test and implicit. A member counts as exported when
 * who has the object may use it; whether somebody outside gets the object is its container's flag.
 */
export function flagsOfName(rules: LanguageRules, place: NamedPlace): number {
  const { kind, name } = place;
  let flags = isExported(rules, place) ? SymbolFlag.exported : 0;
  if (kind === METHOD && rules.classes.constructors.includes(name)) flags |= SymbolFlag.initializer;
  if (kind !== METHOD && kind !== FUNCTION) return flags;
  if (kind === METHOD && rules.classes.structuralInterfaces && (flags & SymbolFlag.exported) !== 0)
    flags |= SymbolFlag.structural;
  if (rules.publication.implicitNames?.test(name) === true) flags |= SymbolFlag.implicit;
  if (rules.tests.testPrefixes?.some((prefix) => name.startsWith(prefix)) === true && isTestPath(place.path))
    flags |= SymbolFlag.test;
  if (rules.tests.testSignatures?.test(place.signature) === true) flags |= SymbolFlag.test;
  return flags;
}

function isExported({ modules, publication }: LanguageRules, { kind, name, signature }: NamedPlace): boolean {
  // Said by the declaration, and noted when it was read.
  if (modules.exports === 'linkage') return false;
  // A file says itself which of its names it exports; a class says which of its members are its own.
  const isMember = kind === METHOD || kind === FIELD;
  if (modules.exports === 'explicit' && !isMember) return false;
  const { privateNames, privateSignatures, publicSignatures } = publication;
  if (publicSignatures?.test(signature) === false) return false;
  return privateNames?.test(name) !== true && privateSignatures?.test(signature) !== true;
}
