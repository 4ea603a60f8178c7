// What names of files and symbols, sources and arguments do to a terminal, or to a program that reads rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODE_ENGINE, createSandbox } from './support/sandbox.ts';

const ESC = '\u001B[31mRED\u001B[0m';
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const HARMFUL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/;

const NAMES = `const o = { "${ESC}key"() {}, "tab\\tkey"() {}, ["\u009B31mC1"]() {}, 'rtl\u202Ekey'() {} };
class K { "${ESC}m"() { this["${ESC}m"](); } 'a\u009Bb'() {} 't\tab'() {} }
/** doc ${ESC} */
export function withDoc(a = "${ESC}") { o["${ESC}key"](); o.zzz(); }
`;

test('no name, source or argument does anything to the terminal that shows it', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('names.js', NAMES);
  sandbox.write('c1\u009B31mX.js', 'export function inC1() {}\n');
  sandbox.write('rtl\u202Egnp.js', 'export function inRtl() {}\n');
  sandbox.write('ls\u2028.js', 'export function inLine() {}\n');
  const inFolder = (tool: string, ...args: string[]) => [
    'query',
    tool,
    ...args.flatMap((arg) => ['--arg', arg]),
    '--folder',
    sandbox.root,
  ];
  const commands = [
    ['index', sandbox.root],
    ['dump', sandbox.root, '--edges'],
    ['dump', sandbox.root, '--canonical'],
    ['dead', sandbox.root, '--exported'],
    inFolder('search_graph', 'name_pattern=.*'),
    [...inFolder('search_graph', 'name_pattern=.*'), '--json'],
    inFolder('search_code', 'pattern=doc'),
    inFolder('get_code_snippet', 'qualified_name=withDoc'),
    inFolder('get_architecture'),
    inFolder(ESC),
    inFolder('search_graph', `${ESC}=1`),
    ['tests', ESC, '--folder', sandbox.root],
    ['status', `/nowhere/${ESC}`],
    [ESC],
    ['status', `--${ESC}`],
  ];
  let escaped = 0;
  for (const args of commands) {
    const { stdout, stderr } = await sandbox.run(args, CODE_ENGINE);
    assert.doesNotMatch(stdout + stderr, HARMFUL, args.join(' '));
    escaped += Number(/\\x1b|\\u202e|\\x9b|\\u009b/.test(stdout + stderr));
  }
  // Names are shown all the same.
  assert.ok(escaped > 10, `${escaped}`);
});

test('a row of a dump has as many cells as any other, whatever the names', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('names.js', NAMES);
  sandbox.write('ls\u2028tab.js', `export * from './names.js';\n`);
  const { stdout } = await sandbox.run(['dump', sandbox.root, '--edges'], CODE_ENGINE);
  const rows = stdout.trimEnd().split(/[\n\r\u2028\u2029\u0085]/);
  assert.ok(rows.length > 5);
  assert.deepEqual([...new Set(rows.map((row) => row.split('\t').length))], [10]);
});
