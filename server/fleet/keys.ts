// Numbers that stand for names in all repositories: 64 bits of a hash. Among ten million names two are alike by accident in one of
// 370,000 fleets, and who asks for a symbol compares its name, too.

import { hash } from 'node:crypto';

/** The key of a text in parts, none of which has a NUL. Never 0. */
export function keyOf(...parts: readonly string[]): bigint {
  return BigInt(`0x${hash('sha256', parts.join('\0'), 'hex').slice(0, 16)}`) || 1n;
}

/** The key of a name by which others reach something. */
export function nameKey(manager: string, from: string, name: string): bigint {
  return keyOf('name', manager, from, name);
}

/** The key of a module as such, which an import names without using what it exports as a whole. */
export function moduleKey(manager: string, from: string, name: string): bigint {
  return keyOf('module', manager, from, name);
}

/** The key of a definition: two repositories can hold packages of one name. */
export function symbolKey(repository: string, symbol: string): bigint {
  return keyOf('symbol', repository, symbol);
}
