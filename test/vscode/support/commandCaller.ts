// Extensions of somebody else, such as one that runs commands of ours by name, past the palette and what it hides.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const vsce = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@vscode', 'vsce', 'vsce');

/** The environment variable with the file that the extension writes: a JSON object, what each command resolved with. */
const RESULT = 'COMMAND_CALLER_RESULT';

/** The title of the command that runs all of them. */
export const CALL_ALL = 'Call All Commands';

/** An extension with one command, and where it writes what that came to. */
export interface CallingExtension {
  readonly vsix: string;
  readonly result: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Packs the extension for `commands` below `base`. Its answers are written to `result`. */
export function packCommandCaller(base: string, commands: readonly string[]): Promise<CallingExtension> {
  return packCaller(
    base,
    CALL_ALL,
    `const called = {};
    for (const command of ${JSON.stringify(commands)})
      called[command] = (await vscode.commands.executeCommand(command)) ?? null;
    return called;`,
  );
}

/** Packs an extension below `base` whose one command has this title and body; what it returns is written to `result`. */
export async function packCaller(base: string, title: string, body: string): Promise<CallingExtension> {
  const result = join(base, 'called.json');
  const contributes = { commands: [{ command: 'caller.callAll', title }] };
  const vsix = await packExtension(base, 'caller', { contributes }, makeMain(body));
  return { vsix, result, environment: { [RESULT]: result } };
}

/** Packs an extension of somebody else below `base`, with more of its manifest and its only source. */
export async function packExtension(
  base: string,
  name: string,
  more: Readonly<Record<string, unknown>>,
  source: string,
): Promise<string> {
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name,
    publisher: 'somebody-else',
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    main: './main.cjs',
    activationEvents: [],
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    ...more,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.cjs'), source);
  const vsix = join(base, `${name}.vsix`);
  const options = ['--no-dependencies', '--skip-license', '--allow-missing-repository'];
  await promisify(execFile)(process.execPath, [vsce, 'package', ...options, '--out', vsix], { cwd: folder });
  return vsix;
}

function makeMain(body: string): string {
  return `
const { renameSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');
async function call() {
    ${body}
}
exports.activate = (context) => context.subscriptions.push(
  vscode.commands.registerCommand('caller.callAll', async () => {
    const called = await call();
    const file = process.env.${RESULT};
    writeFileSync(file + '.new', JSON.stringify(called));
    renameSync(file + '.new', file);
  }),
);
`;
}
