// The `claude` command: where it is, and what it says about our server and plugin. Runs nothing but `claude mcp get`, which
// connects to the server, and `claude plugin list`; neither calls a model.
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SERVER_NAME } from './entry.ts';
import { PLUGIN_NAME } from './pluginFiles.ts';
import { t } from '../../server/protocol/l10n.ts';

const TIMEOUT_MS = 60_000;
const ANSI = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g');

/** What Claude Code says. `detail` is its own words, or why there are none. */
export type Verification =
  | { readonly kind: 'connected'; readonly scope: string }
  | { readonly kind: 'failed' | 'untrusted' | 'missing' | 'unknown'; readonly detail: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The `claude` command: on the PATH, or where its installers put it. A VS Code that was not started from a shell has a
 * shorter PATH than a terminal.
 */
export function findClaude(
  home: string,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const isWindows = platform === 'win32';
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [
    ...(environment[pathName] ?? '').split(delimiter),
    join(home, '.local', 'bin'),
    join(home, '.claude', 'local'),
    ...(isWindows ? [] : ['/usr/local/bin', '/opt/homebrew/bin']),
  ];
  const names = isWindows ? ['claude.exe', 'claude.cmd'] : ['claude'];
  return folders
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
}

/** Asks Claude Code, from within `folder`, whether it reaches our server. Never rejects. */
export async function verifyConnection(
  claude: string,
  folder: string,
  environment: Environment,
): Promise<Verification> {
  const { stdout, stderr } = await ask(claude, ['mcp', 'get', SERVER_NAME], folder, environment);
  return parseVerification(stdout, stderr);
}

/** Asks Claude Code what it makes of our plugin: its own word, `✔ loaded` when all is well. Never rejects. */
export async function verifyPlugin(
  claude: string,
  folder: string,
  environment: Environment,
): Promise<string> {
  const { stdout, stderr } = await ask(claude, ['plugin', 'list'], folder, environment);
  return parsePluginStatus(stdout) ?? (stderr.trim() || t('not listed'));
}

/** The status of our plugin in what `claude plugin list` printed; undefined when it is not in it. */
export function parsePluginStatus(stdout: string): string | undefined {
  const text = stdout.replaceAll(ANSI, '');
  const ours = text.split(/^\s*❯ /m).find((part) => part.startsWith(`${PLUGIN_NAME}@skills-dir`));
  return ours && /^\s*Status:\s*(.+)$/m.exec(ours)?.[1]?.trim();
}

function ask(
  claude: string,
  args: readonly string[],
  folder: string,
  environment: Environment,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  // Claude Code would hand on what makes this process a VS Code.
  const { ELECTRON_RUN_AS_NODE: _electron, NODE_OPTIONS: _options, ...env } = environment;
  const isBatch = claude.endsWith('.cmd');
  const options = { cwd: folder, env, timeout: TIMEOUT_MS, windowsHide: true, shell: isBatch };
  return new Promise((resolve) => {
    const program = isBatch ? `"${claude}"` : claude;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      resolve({ stdout, stderr: stderr || (error?.message ?? '') });
    });
    child.stdin?.end();
  });
}

/** Reads what `claude mcp get` printed. */
export function parseVerification(stdout: string, stderr: string): Verification {
  const [answer, complaint] = [stdout, stderr].map((text) => text.replaceAll(ANSI, '').trim());
  const fieldOf = (name: string) => new RegExp(`^\\s*${name}:\\s*(.+)$`, 'm').exec(answer ?? '')?.[1]?.trim();
  const status = fieldOf('Status');
  if (status !== undefined && /^✔ Connected$/.test(status))
    return { kind: 'connected', scope: fieldOf('Scope') ?? '' };
  if (complaint?.includes('no persisted trust')) return { kind: 'untrusted', detail: complaint };
  if (/No MCP server (?:named|found)/i.test(`${answer}\n${complaint}`))
    return { kind: 'missing', detail: complaint || (answer ?? '') };
  if (status === undefined) return { kind: 'unknown', detail: complaint || answer || t('it said nothing') };
  return { kind: 'failed', detail: [status, fieldOf('Issue')].filter(Boolean).join(': ') };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
