// An extension of somebody else that takes a profile of the extension host that it shares with ours, from before ours is loaded:
// what of the thread's time ours took, to a tenth of a millisecond, whatever else the machine does.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packExtension } from '../test/vscode/support/commandCaller.ts';
import { until } from '../test/process/support/sandbox.ts';
import type { Workbench } from '../test/vscode/support/workbench.ts';

const OURS = 'codebase-memory.codebase-memory';
const SAMPLE_US = 100;
/** Of the time; a profile also says where it went. */
const TOLD = 12;
const BEGIN = 'Begin Profile';
const END = 'End Profile';
const RESULT = 'HOST_PROFILER_RESULT';

/** What of a profile was spent below functions of our extension, in milliseconds, and in which functions. */
export interface HostProfile {
  readonly ours: number;
  /** All that the thread did. */
  readonly all: number;
  readonly functions: readonly string[];
}

/** The extension, and how its profiles are taken. */
export interface HostProfiler {
  readonly vsix: string;
  readonly environment: NodeJS.ProcessEnv;
  /** From the start of the host until ours was active; of the window that was opened last. */
  readActivation(): Promise<HostProfile>;
  /** While something is done. */
  profile(window: Workbench, work: () => Promise<unknown>): Promise<HostProfile>;
}

export async function packHostProfiler(base: string): Promise<HostProfiler> {
  const result = join(base, 'profile');
  const contributes = {
    commands: [
      { command: 'profiler.begin', title: BEGIN },
      { command: 'profiler.end', title: END },
    ],
  };
  const vsix = await packExtension(base, 'profiler', { contributes, activationEvents: ['*'] }, SOURCE);
  let taken = 0;
  const read = async (name: string) => {
    const file = `${result}-${name}.json`;
    await until(() => existsSync(file));
    return JSON.parse(readFileSync(file, 'utf8')) as HostProfile;
  };
  return {
    vsix,
    environment: { [RESULT]: result },
    readActivation: () => read('activation'),
    async profile(window, work) {
      await window.runCommand(BEGIN);
      await until(() => existsSync(`${result}-begun-${taken + 1}.json`));
      await work();
      await window.runCommand(END);
      taken += 1;
      return read(String(taken));
    },
  };
}

const SOURCE = `
const { existsSync, renameSync, writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const vscode = require('vscode');

const session = new Session();

function write(name, content) {
  const file = process.env.${RESULT} + '-' + name + '.json';
  writeFileSync(file + '.new', JSON.stringify(content));
  renameSync(file + '.new', file);
}

async function begin() {
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: ${SAMPLE_US} });
  await session.post('Profiler.start');
}

async function end(folder) {
  const { profile } = await session.post('Profiler.stop');
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map();
  for (const { id, children = [] } of profile.nodes) for (const child of children) parents.set(child, id);
  const own = new Map();
  const isOwn = (id) => {
    let is = own.get(id);
    if (is !== undefined) return is;
    const { callFrame: { url } } = nodes.get(id);
    is = folder !== undefined && url.includes(folder);
    if (!is && parents.has(id)) is = isOwn(parents.get(id));
    own.set(id, is);
    return is;
  };
  let ours = 0;
  let all = 0;
  const functions = new Map();
  for (const [at, id] of profile.samples.entries()) {
    const ms = profile.timeDeltas[at] / 1000;
    const { callFrame: { functionName, url, lineNumber, columnNumber } } = nodes.get(id);
    if (functionName === '(idle)') continue;
    all += ms;
    if (!isOwn(id)) continue;
    ours += ms;
    const key = functionName + ' ' + url.split('/').slice(-2).join('/') + ':' + lineNumber + ':' + columnNumber;
    functions.set(key, (functions.get(key) ?? 0) + ms);
  }
  const most = [...functions].sort(([, a], [, b]) => b - a).slice(0, ${TOLD});
  return { ours, all, functions: most.map(([key, ms]) => ms.toFixed(1) + ' ' + key) };
}

exports.activate = async (context) => {
  session.connect();
  const ours = vscode.extensions.getExtension('${OURS}');
  const folder = ours && ours.extensionPath.split('/').at(-1) + '/';
  let taken = 0;
  context.subscriptions.push(
    vscode.commands.registerCommand('profiler.begin', async () => {
      await begin();
      write('begun-' + (taken + 1), {});
    }),
    vscode.commands.registerCommand('profiler.end', async () => {
      taken += 1;
      write(String(taken), await end(folder));
    }),
  );
  if (!ours) return;
  await begin();
  const timer = setInterval(async () => {
    if (!ours.isActive) return;
    clearInterval(timer);
    write('activation', await end(folder));
  }, 5);
};
`;
