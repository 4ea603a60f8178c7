// What the tests in a real VS Code need of the machine: code-server, which is VS Code with a browser as its window, and
// Chromium. Run by hand (`node test/vscode/support/setUp.ts`) it says what it found.
import { requireCondition } from '../../require.ts';
import type { SkipOption } from '../../require.ts';
import { findTool } from '../../acceptance/support/tools.ts';
import type { PinnedPackage } from '../../acceptance/support/tools.ts';
import { describeChromiumInstall, findChromium } from './chromium.ts';

/** VS Code 1.139.1 as a program for servers. */
const CODE_SERVER: PinnedPackage = {
  name: 'code-server',
  version: '4.139.1',
  integrity:
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  nested: ['lib/vscode', 'lib/vscode/extensions'],
  cost: 'about half a minute and 600 MB',
};

/** The programs of a real VS Code. */
export interface Programs {
  /** Folder of the package code-server. */
  readonly codeServer: string;
  /** Path of Chromium. */
  readonly chromium: string;
}

/** A machine that has the programs, or the reason why tests that want them are skipped. */
export type SetUp =
  | { readonly skip: false; readonly programs: Programs }
  | { readonly skip: string; readonly programs?: never };

/** Finds or installs the programs. With CI=true it throws where it would otherwise give a reason to skip. */
export async function setUpVscode(): Promise<SetUp> {
  const platform: SkipOption = requireCondition(
    process.platform !== 'win32',
    'VS Code is driven as code-server, which does not run on Windows',
  );
  if (platform) return { skip: platform };
  const chromium = await findChromium();
  if (!chromium) return { skip: refuse(`Chromium is missing. To install it: ${describeChromiumInstall()}`) };
  const codeServer = await findTool(CODE_SERVER);
  if (!codeServer) return { skip: refuse('code-server could not be installed: check the network') };
  return { skip: false, programs: { codeServer, chromium } };
}

function refuse(reason: string): string {
  requireCondition(false, reason);
  return reason;
}

if (import.meta.main) {
  const { skip, programs } = await setUpVscode();
  process.stdout.write(skip === false ? `${programs.codeServer}\n${programs.chromium}\n` : `${skip}\n`);
  process.exitCode = skip === false ? 0 : 1;
}
