// VS Code's API for a process without VS Code: it has all its members and does nothing, in a window with the folders that are
// named. What is registered with it is never called.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, join } from 'node:path';
import type { FolderState } from '../../../extension/connection/state.ts';

const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** An extension as VS Code loads it. */
interface LoadedExtension {
  activate(context: unknown): Promise<{ readonly folders: { listStates(): readonly FolderState[] } }>;
}

/** What such a window has open, by address, and whether somebody trusts it. */
export interface StandInWindow {
  readonly folders: readonly string[];
  readonly isTrusted: boolean;
}

/** Makes the API; what is returned loads a built extension with it, without activating it. */
export function prepareApi(
  window: StandInWindow = { folders: [], isTrusted: true },
): (file: string) => LoadedExtension {
  const api = makeApi(window);
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));
  const require = createRequire(import.meta.url);
  return (file) => require(file) as LoadedExtension;
}

/** What `activate` is given. */
export function makeContext(): unknown {
  const packageJSON: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return makeNothing({ subscriptions: [], extension: { packageJSON } });
}

/** Every member that the types of the API name. */
function makeApi({ folders, isTrusted }: StandInWindow): object {
  const types = readFileSync(createRequire(import.meta.url).resolve('@types/vscode/index.d.ts'), 'utf8');
  const names = types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm);
  const known: Readonly<Record<string, unknown>> = {
    l10n: {},
    workspace: makeNothing({ workspaceFolders: folders.map(makeFolder), textDocuments: [], isTrusted }),
    window: makeNothing({ visibleTextEditors: [], tabGroups: makeNothing({ all: [] }) }),
  };
  const api = {};
  for (const name of new Set([...names].map(([, found = '']) => found))) {
    let made: unknown;
    const get = () => (made ??= known[name] ?? (/^[A-Z]/.test(name) ? makeClass() : makeNothing()));
    Object.defineProperty(api, name, { enumerable: true, get });
  }
  return api;
}

function makeFolder(address: string, index: number): object {
  const { protocol, pathname } = new URL(address);
  const uri = { scheme: protocol.slice(0, -1), path: pathname, fsPath: pathname, toString: () => address };
  return { uri, index, name: basename(pathname) };
}

function makeClass(): unknown {
  return class {
    static from(): object {
      return { dispose() {} };
    }
    event = () => ({ dispose() {} });
    fire(): void {}
    dispose(): void {}
  };
}

/** Whatever is asked of it gives the same. */
function makeNothing(members: Readonly<Record<string, unknown>> = {}): unknown {
  return new Proxy(() => {}, {
    set: () => true,
    get: (_target, key) =>
      Object.hasOwn(members, key) ? members[key as string] : key === 'then' ? undefined : makeNothing(),
    apply: () => makeNothing(),
    construct: () => makeNothing() as object,
  });
}
