// Which calls really happen when a package runs: a copy of it notes at the entry of each named function where it was called
// from. That is truth without any analysis; what does not run proves nothing. The copy keeps its lines, so that places in it
// are places in the package.

import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import { startWasm } from '../../server/parse/wasm.ts';

/** Places as `file:line`, relative to the package, 1-based: of the call, and of the name of the called function. */
export interface ExecutedCall {
  readonly call: string;
  readonly target: string;
}

const FUNCTIONS = [
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
];
/** Types of what gives its name to a function written as its value, and the field of that name. */
const NAMING: Readonly<Record<string, string>> = {
  variable_declarator: 'name',
  assignment_expression: 'left',
  pair: 'key',
  field_definition: 'property',
};

/** Loaded before the package; writes the calls when the process ends. */
const RECORDER = `
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');
const root = process.env.RECORDED_ROOT;
const calls = new Set();
globalThis.__enter = (place) => {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites) => sites;
  const [, caller] = new Error().stack.slice(1);
  Error.prepareStackTrace = prepare;
  const file = caller?.getFileName();
  if (file?.startsWith(root)) calls.add(relative(root, file) + ':' + caller.getLineNumber() + ' ' + place);
};
process.on('exit', () => writeFileSync(process.env.RECORDED_CALLS, [...calls].sort().join('\\n')));
`;

/** Runs the script `driver`, in which `load()` gives the package, on a recording copy of `folder` below `workDir`. */
export async function recordExecutedCalls(
  folder: string,
  driver: string,
  workDir: string,
  assetsDir: string,
): Promise<ExecutedCall[]> {
  const copy = join(workDir, 'package');
  cpSync(folder, copy, { recursive: true });
  await instrument(copy, assetsDir);
  const recorder = join(workDir, 'recorder.cjs');
  const script = join(workDir, 'driver.cjs');
  const output = join(workDir, 'calls.txt');
  writeFileSync(recorder, RECORDER);
  writeFileSync(script, `const load = () => require(${JSON.stringify(copy)});\n${driver}`);
  execFileSync(process.execPath, ['--require', recorder, script], {
    env: { ...process.env, RECORDED_ROOT: copy, RECORDED_CALLS: output },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readFileSync(output, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [call, target] = line.split(' ');
      return { call: call!, target: target! };
    });
}

async function instrument(root: string, assetsDir: string): Promise<void> {
  await startWasm(assetsDir);
  const parser = new Parser();
  const wasm = readFileSync(join(assetsDir, 'grammars', 'tree-sitter-javascript.wasm'));
  parser.setLanguage(await Language.load(wasm));
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js') || file.includes('node_modules')) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const tree = parser.parse(text)!;
    const entries = tree.rootNode
      .descendantsOfType(FUNCTIONS)
      .flatMap((one) => (one ? entryOf(one, file) : []));
    tree.delete();
    let changed = text;
    for (const { at, code } of entries.sort((a, b) => b.at - a.at))
      changed = changed.slice(0, at) + code + changed.slice(at);
    writeFileSync(join(root, file), changed);
  }
  parser.delete();
}

/** What is inserted at the start of the body of a function that has a name and a body. */
function entryOf(one: Node, file: string): { at: number; code: string }[] {
  const body = one.childForFieldName('body');
  const name = nameOf(one);
  // Reading a member is no call, though it can run a function.
  const isAccessor = one.children.some((child) => child?.type === 'get' || child?.type === 'set');
  if (body?.type !== 'statement_block' || !name || isAccessor) return [];
  const place = JSON.stringify(`${file}:${name.startPosition.row + 1}`);
  return [{ at: body.startIndex + 1, code: `__enter(${place});` }];
}

function nameOf(one: Node): Node | undefined {
  const own = one.childForFieldName('name');
  if (own) return own.type === 'computed_property_name' ? undefined : own;
  const field = one.parent && NAMING[one.parent.type];
  const name = field === undefined || field === null ? null : one.parent!.childForFieldName(field);
  if (name?.type === 'member_expression') return name.childForFieldName('property') ?? undefined;
  return name?.type.endsWith('identifier') === true ? name : undefined;
}
