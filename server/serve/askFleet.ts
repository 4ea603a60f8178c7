// The tool that asks many repositories. An engine of others, and data of any size, are no business of the process that holds the index:
// the command line asks, in a process that ends with the answer.

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { CodedError } from '../errors.ts';
import type { FleetAnswer, FleetQuestion } from '../fleet/messages.ts';

/** Options of `fleet query` by the members of a question. */
const OPTIONS = {
  by: '--by',
  tier: '--tier',
  repository: '--repository',
  depth: '--depth',
  limit: '--limit',
  offset: '--offset',
} as const satisfies Partial<Record<keyof FleetQuestion, string>>;

/** Rejects with the words of the command line, and when `signal` says so. */
export async function askFleet(
  entryFile: string,
  question: FleetQuestion,
  signal: AbortSignal,
): Promise<FleetAnswer> {
  const options = Object.entries(OPTIONS).flatMap(([member, option]) => {
    const value = question[member as keyof typeof OPTIONS];
    return value === undefined ? [] : [`${option}=${value}`];
  });
  const { name, subject, withTests = true, withMembers = false } = question;
  const args = [
    ...options,
    ...(withTests ? [] : ['--no-tests']),
    ...(withMembers ? ['--members'] : []),
    // Whatever a name begins with, it is no option.
    '--json',
    '--',
    name,
    ...(subject === undefined ? [] : [subject]),
  ];
  const child = spawn(process.execPath, [entryFile, 'fleet', 'query', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    signal,
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (code === 0) return JSON.parse(stdout) as FleetAnswer;
  const said = stderr.trim().replace(/^codebase-memory: /, '');
  throw new CodedError(
    'FLEET',
    said === '' ? `The engine ended with ${String(code)}. Ask again, or for less.` : said,
    1,
  );
}
