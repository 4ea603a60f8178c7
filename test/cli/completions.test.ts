import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../server/cli/commands.ts';
import { formatCompletions, SHELLS } from '../../server/cli/completions.ts';
import { findProgram, requireTool } from '../require.ts';

const TOOLS = ['search_graph', 'trace_path'];

/** What bash offers after these words, the last of which is being typed. */
function completeInBash(...words: string[]): string[] {
  const script = formatCompletions('bash', COMMANDS, TOOLS);
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(codebase-memory ${quoted}); COMP_CWORD=${words.length}; _codebase_memory`;
  const print = `printf '%s\\n' "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['-c', `${script}\n${ask}\n${print}`], { encoding: 'utf8' });
  return printed.split('\n').filter(Boolean);
}

const skip = requireTool('bash', 'install it to check what it completes');

test('bash completes commands, options, values and tools', { skip }, () => {
  assert.deepEqual(completeInBash('st'), ['status', 'stop']);
  assert.deepEqual(completeInBash('index', '--'), ['--full', '--json', '--help']);
  assert.deepEqual(completeInBash('checkpoint', '--mode', 'F'), ['FULL']);
  assert.deepEqual(completeInBash('query', 'tr'), ['trace_path']);
  assert.deepEqual(completeInBash('completions', ''), [...SHELLS]);
});

test('bash completes folders where a folder is wanted', { skip }, () => {
  assert.deepEqual(completeInBash('index', '/us'), ['/usr']);
  assert.deepEqual(completeInBash('query', 'trace_path', '--folder', '/us'), ['/usr']);
});

test('every shell is told of every command and of every option a person can use', () => {
  for (const shell of SHELLS) {
    const script = formatCompletions(shell, COMMANDS, TOOLS);
    for (const { name, options } of COMMANDS) {
      assert.ok(script.includes(name), `${shell}: ${name}`);
      for (const [option, { isInternal }] of Object.entries(options))
        assert.equal(new RegExp(`(--|-l )${option}\\b`).test(script), !isInternal, `${shell}: ${option}`);
    }
  }
});

test('the scripts are read by the shells that are installed', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-shells-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    if (!findProgram(shell)) continue;
    const file = join(folder, shell);
    writeFileSync(file, formatCompletions(shell, COMMANDS, TOOLS));
    execFileSync(shell, ['-n', file]);
  }
});
