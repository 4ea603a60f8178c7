// Makes server/languages/kotlin/outline/standard.txt from the metadata of Kotlin's standard library, read by its compiler.
// `node scripts/outlines/kotlin.mjs`, with Debian's packages kotlin and default-jdk-headless.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const LIBRARY = '/usr/share/kotlin/kotlinc/lib';

const PACKAGES = [
  'kotlin',
  'kotlin.collections',
  'kotlin.comparisons',
  'kotlin.concurrent',
  'kotlin.coroutines',
  'kotlin.experimental',
  'kotlin.io',
  'kotlin.jvm',
  'kotlin.math',
  'kotlin.properties',
  'kotlin.random',
  'kotlin.ranges',
  'kotlin.reflect',
  'kotlin.sequences',
  'kotlin.system',
  'kotlin.text',
];

const LICENCE = `The outline lists names and types of the public API of the standard library of Kotlin, as its compiler reads them. It holds no
code and no documentation of Kotlin, which is copyright JetBrains s.r.o. and contributors, and licensed under the Apache License,
Version 2.0.
`;

const program = join(import.meta.dirname, 'kotlin', 'Outline.java');
const text = withOverloads(
  execFileSync('java', ['-cp', `${LIBRARY}/*`, program, `${LIBRARY}/kotlin-stdlib.jar`, ...PACKAGES], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }),
);
const version = 'Kotlin 1.3.31';
const folder = mkdtempSync(join(tmpdir(), 'outline-kotlin-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('kotlin', `API of the standard library of ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const nested = [];
let module = '';
for (const line of text.split('\n')) {
  if (line.startsWith('@')) module = line.slice(1);
  const name = /^:([^ ]*\$[^ ]*)/.exec(line)?.[1];
  if (name !== undefined) nested.push(`${module}.${name}`);
}
writeNames('kotlin', version, { nestedTypes: nested });

/**
 * The outline with what classes inherit under the names of functions that they declare themselves: an extension of a list is
 * one more of those of all iterables. Followed along bases that have the type parameters of the class in their order.
 * @param {string} outline
 */
function withOverloads(outline) {
  /** @type {Map<string, { name: string, above: string[], functions: Map<string, Map<string, string>> }>} */
  const classes = new Map();
  let home = '';
  let current;
  const lines = outline.split('\n');
  for (const line of lines) {
    if (line.startsWith('@')) home = line.slice(1);
    if (line.startsWith(':')) {
      const [name, count, bases = ''] = line.slice(1).split(' ');
      const own = Array.from({ length: Number(count) }, (_, at) => `$${at}`).join();
      /** @param {string} base */
      const isSame = (base) => !base.includes('[') || base.endsWith(`[${own}]`);
      const above = bases.split(';').filter(isSame);
      current = {
        name: `${home}.${name}`,
        above: above.map((base) => base.replace(/\[.*/, '')),
        functions: new Map(),
      };
      classes.set(current.name, current);
    } else if (current && line.startsWith(' ')) {
      const { name, parameters } = partsOf(line);
      if (parameters === undefined) continue;
      if (!current.functions.has(name)) current.functions.set(name, new Map());
      current.functions.get(name).set(parameters, line);
    } else current = undefined;
  }
  /**
   * @param {{ functions: Map<string, Map<string, string>> }} one
   * @param {readonly string[]} bases
   */
  const addFrom = (one, bases) => {
    for (const base of bases) {
      const above = classes.get(base) ?? classes.get(`kotlin.${base}`);
      if (!above || above === one) continue;
      for (const [name, overloads] of one.functions)
        for (const [parameters, line] of above.functions.get(name) ?? [])
          if (!overloads.has(parameters) && name !== 'constructor') overloads.set(parameters, line);
      addFrom(one, above.above);
    }
  };
  for (const one of classes.values()) addFrom(one, one.above);
  const written = [];
  home = '';
  current = undefined;
  for (const line of lines) {
    if (line.startsWith('@')) home = line.slice(1);
    if (line.startsWith(':')) current = classes.get(`${home}.${line.slice(1).split(' ')[0]}`);
    const { name, parameters } = line.startsWith(' ') ? partsOf(line) : { name: '' };
    if (!current || parameters === undefined) written.push(line);
    else {
      // All of a name stand where the first one does.
      written.push(...(current.functions.get(name)?.values() ?? []));
      current.functions.delete(name);
    }
  }
  return written.join('\n');
}

/**
 * The name of a member, and the text of its parameters where it is a function.
 * @param {string} line
 * @returns {{ name: string, parameters?: string }}
 */
function partsOf(line) {
  const name = /^ ([^ (]+)\(/.exec(line)?.[1];
  if (name === undefined) return { name: line.trim() };
  let depth = 0;
  for (let at = name.length + 1; at < line.length; at++) {
    if (line[at] === '(') depth++;
    if (line[at] === ')' && --depth === 0) return { name, parameters: line.slice(name.length + 1, at + 1) };
  }
  return { name };
}
