// What Docker knows of a registry: `config.json` in $DOCKER_CONFIG or ~/.docker, and the credential helpers that it names.
// A helper is run by an absolute path outside of the workspace, told the host and nothing else.

import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { isInside, realPathOrResolved } from '../../discover/paths.ts';
import { parseJsonObject } from '../../ownership/atomicFile.ts';

/** What is shown to a registry. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** A token that buys tokens. */
  | { readonly kind: 'identity'; readonly token: string };

const HELPER_BUDGET_MS = 10_000;
const HELPER_BYTES = 65_536;
/** What a helper says for a user when its secret is a token. */
const TOKEN_USER = '<token>';

/** The credentials for a host; undefined when Docker has none. `workspace`: a folder that no helper may lie in. */
export async function findCredentials(
  host: string,
  workspace: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Credentials | undefined> {
  const folder = environment['DOCKER_CONFIG'] ?? join(homedir(), '.docker');
  const config = readConfig(join(folder, 'config.json'));
  const helpers = objectIn(config, 'credHelpers');
  const helper = textIn(helpers, host) ?? textIn(config, 'credsStore');
  if (helper !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(helper)) {
    const told = await askHelper(`docker-credential-${helper}`, host, workspace, environment['PATH'] ?? '');
    if (told) return told;
  }
  const auths = objectIn(config, 'auths');
  const known = [host, `https://${host}`, `https://${host}/`, `http://${host}`]
    .map((name) => objectIn(auths, name))
    .find((one) => Object.keys(one).length > 0);
  if (!known) return undefined;
  const token = textIn(known, 'identitytoken');
  if (token !== undefined) return { kind: 'identity', token };
  return splitAuth(textIn(known, 'auth'));
}

function splitAuth(auth: string | undefined): Credentials | undefined {
  const text = Buffer.from(auth ?? '', 'base64').toString();
  const at = text.indexOf(':');
  if (at <= 0) return undefined;
  return { kind: 'password', user: text.slice(0, at), password: text.slice(at + 1) };
}

function readConfig(file: string): Record<string, unknown> {
  try {
    return parseJsonObject(readFileSync(file, 'utf8')) ?? {};
  } catch {
    return {};
  }
}

function objectIn(object: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(object: Record<string, unknown>, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Asks a helper; undefined when there is none, it knows nothing or does not answer in time. */
async function askHelper(
  name: string,
  host: string,
  workspace: string,
  path: string,
): Promise<Credentials | undefined> {
  const program = findProgram(process.platform === 'win32' ? `${name}.exe` : name, workspace, path);
  if (program === undefined) return undefined;
  const output = await new Promise<string>((resolve) => {
    const child = spawn(program, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    let told = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), HELPER_BUDGET_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.length > HELPER_BYTES) child.kill('SIGKILL');
    });
    child.stdin.on('error', () => {});
    child.on('error', () => resolve(''));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? told : '');
    });
    child.stdin.end(`${host}\n`);
  });
  const said = parseJsonObject(output) ?? {};
  const user = textIn(said, 'Username');
  const secret = textIn(said, 'Secret');
  if (user === undefined || secret === undefined) return undefined;
  return user === TOKEN_USER
    ? { kind: 'identity', token: secret }
    : { kind: 'password', user, password: secret };
}

function findProgram(name: string, workspace: string, path: string): string | undefined {
  const root = realPathOrResolved(workspace);
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const program = join(folder, name);
    try {
      accessSync(program, constants.X_OK);
    } catch {
      continue;
    }
    if (!isInside(realPathOrResolved(program), root) && !isInside(realPathOrResolved(folder), root))
      return program;
  }
  return undefined;
}
