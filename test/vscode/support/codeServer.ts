// The server part of a real VS Code: a process that serves workbenches to a browser. It knows neither our extension nor
// the browser.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { isRunning } from '../../process/support/sandbox.ts';
import { listDescendants } from './processes.ts';

export interface CodeServerOptions {
  /** Folder of the package code-server. */
  readonly codeServer: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** All of the environment that it, its extension hosts and its terminals get. */
  readonly environment: NodeJS.ProcessEnv;
  /** Whether every folder is trusted without a question, as it is by default. */
  readonly trusts?: boolean;
  /** Whether addresses may name tests to run. VS Code then shows no messages, to disturb no test. */
  readonly takesTests?: boolean;
}

/** A running code-server. */
export interface CodeServer {
  /** Address of its workbenches, such as `127.0.0.1:4711`. */
  readonly authority: string;
  /** Process ids of its extension hosts: one for each window. */
  listExtensionHosts(): number[];
  /** What it printed: connections of windows that come, go and come back, and extension hosts that end. */
  readOutput(): string;
  /** Ends it with its extension hosts and terminals. */
  end(): Promise<void>;
}

const STARTS = 5;

/** Starts code-server on a free port and resolves when it listens. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      // It gives its own child ten seconds to begin, which is not enough on a busy machine.
      if (attempt === STARTS || !String(error).includes('timed out')) throw error;
    }
  }
}

async function startOnce(options: CodeServerOptions): Promise<CodeServer> {
  const { userDataDir, trusts = true, takesTests = false } = options;
  mkdirSync(userDataDir, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      ...commonArguments(options),
      '--auth',
      'none',
      '--bind-addr',
      '127.0.0.1:0',
      // An extension host that stood still, on a machine that is busy, is not given up: the window would lose it for minutes.
      '--reconnection-grace-time',
      '600',
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-proxy',
      ...(trusts ? ['--disable-workspace-trust'] : []),
      ...(takesTests ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env: surroundings(options), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said: string[] = [];
  const authority = await waitForAddress(child, said);
  const list = () => (child.pid === undefined ? [] : listDescendants(child.pid));
  return {
    authority,
    readOutput: () => said.join('\n'),
    listExtensionHosts: () =>
      list()
        .filter(({ commandLine }) => commandLine.includes('--type=extensionHost'))
        .map(({ pid }) => pid),
    async end() {
      // Those below the extension hosts are not all its own: a server of ours lives on by design.
      const own = list().filter(({ commandLine }) => commandLine.includes(options.codeServer));
      child.kill('SIGTERM');
      await exited;
      // What it started notices that it is gone and ends within seconds, with nothing left to say.
      for (const { pid } of own) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    },
  };
}

/** Installs an extension the way a person does it: `code --install-extension file.vsix`. */
export async function installExtension(options: CodeServerOptions, vsix: string): Promise<string> {
  const args = [...commonArguments(options), '--install-extension', vsix];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: surroundings(options) });
  return stdout;
}

function commonArguments({ codeServer, userDataDir, extensionsDir }: CodeServerOptions): string[] {
  return [
    join(codeServer, 'out', 'node', 'entry.js'),
    '--config',
    join(userDataDir, 'code-server.yaml'),
    '--user-data-dir',
    userDataDir,
    '--extensions-dir',
    extensionsDir,
  ];
}

function surroundings({ environment, userDataDir }: CodeServerOptions): NodeJS.ProcessEnv {
  // The sockets of an extension host outlive it. Elsewhere than on Linux this would make their paths too long.
  const sockets = join(userDataDir, 'tmp');
  if (process.platform === 'linux') mkdirSync(sockets, { recursive: true });
  return {
    LANG: 'C.UTF-8',
    SHELL: '/bin/sh',
    ...(process.platform === 'linux' ? { TMPDIR: sockets } : {}),
    ...environment,
    EXTENSIONS_GALLERY: '{}',
  };
}

/** Goes on adding to `said` what is printed. */
async function waitForAddress(child: ChildProcess, said: string[]): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('code-server has no output.');
  stderr.on('data', (chunk) => said.push(String(chunk)));
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      said.push(line);
      const address = /HTTP server listening on http:\/\/([^/\s]+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`code-server ended with ${code}:\n${said.join('\n')}`)));
  });
}
