#!/usr/bin/env node
// A stand-in for the executable of desktop VS Code, for @vscode/test-cli: it takes the same arguments and runs the same
// tests in a real extension host, which is one of code-server with a browser as its window. Prints what the
// window logs, which is much more than what tests do, and ends with the exit code of the tests.
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, format } from 'node:util';
import { launchBrowser, PATIENCE_MS } from './browser.ts';
import { startCodeServer } from './codeServer.ts';
import { setUpVscode } from './setUp.ts';

const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
const { skip, programs } = await setUpVscode();
if (skip !== false) throw new Error(skip);

const userDataDir = stringOption('user-data-dir') ?? mkdtempSync(join(tmpdir(), 'codebase-memory-suites-'));
const extensionsDir = stringOption('extensions-dir') ?? join(userDataDir, 'extensions');
const server = await startCodeServer({
  codeServer: programs.codeServer,
  userDataDir,
  extensionsDir,
  environment: process.env,
  takesTests: true,
});
const browser = await launchBrowser(programs.chromium);
try {
  process.exitCode = await runTests();
} finally {
  await browser.close();
  await server.end();
}

async function runTests(): Promise<number> {
  const page = await browser.newPage();
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  await page.exposeFunction('codeAutomationExit', end);
  await page.exposeFunction('codeAutomationLog', (_kind: string, texts: unknown[]) => {
    process.stdout.write(`${format(...texts).trimEnd()}\n`);
  });
  const testsPath = createRequire(import.meta.url).resolve(resolve(getOption('extensionTestsPath')));
  const payload = [
    ['extensionDevelopmentPath', toRemote(resolve(getOption('extensionDevelopmentPath')))],
    ['extensionTestsPath', toRemote(testsPath)],
    ['skipWelcome', 'true'],
  ];
  const [folder] = positionals;
  const query = new URLSearchParams({
    ...(folder === undefined ? { ew: 'true' } : { folder: resolve(folder) }),
    payload: JSON.stringify(payload),
  });
  await page.goto(`http://${server.authority}/?${query.toString()}`, { timeout: PATIENCE_MS });
  return ended;
}

function toRemote(file: string): string {
  return `vscode-remote://${server.authority}${file}`;
}

function stringOption(name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function getOption(name: string): string {
  const value = stringOption(name);
  if (value === undefined) throw new Error(`--${name} is missing.`);
  return value;
}
