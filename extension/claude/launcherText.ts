// The launcher as text: a script that starts this extension's program with the VS Code that wrote it, from any terminal.
// Pure. Written anew at every activation, because both paths change with every update.
import { win32 } from 'node:path';
import { quoteForShell } from './entry.ts';

export interface LauncherTarget {
  /** The program of VS Code that runs JavaScript when ELECTRON_RUN_AS_NODE is set. */
  readonly runtime: string;
  /** `dist/codebase-memory.mjs` of the extension. */
  readonly entry: string;
  readonly version: string;
  /** Where indexes are kept, when the setting says so; the environment of whoever calls wins. */
  readonly cacheDir?: string | undefined;
}

/** The oldest Node that can stand in for a VS Code that is gone. */
const OLDEST_NODE = [22, 18] as const;
const NODE_CHECK =
  'const [a, b] = process.versions.node.split(String.fromCharCode(46)).map(Number); ' +
  `process.exit(a > ${OLDEST_NODE[0]} || (a === ${OLDEST_NODE[0]} && b >= ${OLDEST_NODE[1]}) ? 0 : 1)`;
const NOT_FOUND = 127;
const MARK = 'Codebase Memory launcher';

const GONE = 'the extension that wrote this launcher is gone';
const OPEN_VSCODE = 'Open VS Code with the extension Codebase Memory once: it writes the launcher anew.';
const REMOVE = 'If you have uninstalled it: claude mcp remove codebase-memory';
const NO_RUNTIME = 'the VS Code that wrote this launcher is gone, and the PATH has no';

/** The script for POSIX shells. */
export function formatShellLauncher({ runtime, entry, version, cacheDir }: LauncherTarget): string {
  const lines = [
    '#!/bin/sh',
    `# ${MARK} ${version}. The VS Code extension writes this file; edits are lost.`,
    `runtime=${quoteForShell(runtime)}`,
    `entry=${quoteForShell(entry)}`,
    ...(cacheDir
      ? [
          `if [ -z "\${CBM_CACHE_DIR:-}" ]; then CBM_CACHE_DIR=${quoteForShell(cacheDir)}; export CBM_CACHE_DIR; fi`,
        ]
      : []),
    'if [ ! -f "$entry" ]; then',
    `  printf '%s\\n' "codebase-memory: ${GONE}: $entry" >&2`,
    `  echo "${OPEN_VSCODE}" >&2`,
    `  echo "${REMOVE}" >&2`,
    `  exit ${NOT_FOUND}`,
    'fi',
    'if [ -f "$runtime" ] && [ -x "$runtime" ]; then',
    '  ELECTRON_RUN_AS_NODE=1',
    '  export ELECTRON_RUN_AS_NODE',
    '  exec "$runtime" "$entry" "$@"',
    'fi',
    `if command -v node >/dev/null 2>&1 && node -e '${NODE_CHECK}' >/dev/null 2>&1; then`,
    '  exec node "$entry" "$@"',
    'fi',
    `printf '%s\\n' "codebase-memory: ${NO_RUNTIME} node ${OLDEST_NODE.join('.')} or newer: $runtime" >&2`,
    `echo "${OPEN_VSCODE}" >&2`,
    `exit ${NOT_FOUND}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The script for cmd on Windows. `home` is written as a variable, so that its letters need no code page. */
export function formatBatchLauncher(
  { runtime, entry, version, cacheDir }: LauncherTarget,
  home: string,
): string {
  const values = [runtime, entry, cacheDir ?? ''].map((path) => toBatchPath(path, home));
  const isPlain = values.every((value) => !/[^\x20-\x7E]/.test(value));
  const [runtimeText, entryText, cacheText] = values;
  const lines = [
    '@echo off',
    `rem ${MARK} ${version}. The VS Code extension writes this file; edits are lost.`,
    'setlocal DisableDelayedExpansion',
    ...(isPlain ? [] : ['chcp 65001 >nul']),
    `set "CBM_RUNTIME=${runtimeText}"`,
    `set "CBM_ENTRY=${entryText}"`,
    ...(cacheDir ? [`if not defined CBM_CACHE_DIR set "CBM_CACHE_DIR=${cacheText}"`] : []),
    'if not exist "%CBM_ENTRY%" goto gone',
    'if not exist "%CBM_RUNTIME%" goto fallback',
    'set ELECTRON_RUN_AS_NODE=1',
    '"%CBM_RUNTIME%" "%CBM_ENTRY%" %*',
    'exit /b %ERRORLEVEL%',
    ':fallback',
    `node -e "${NODE_CHECK}" >nul 2>nul`,
    'if errorlevel 1 goto noruntime',
    'node "%CBM_ENTRY%" %*',
    'exit /b %ERRORLEVEL%',
    ':gone',
    `>&2 echo codebase-memory: ${GONE}: "%CBM_ENTRY%"`,
    `>&2 echo ${OPEN_VSCODE}`,
    `>&2 echo ${REMOVE}`,
    `exit /b ${NOT_FOUND}`,
    ':noruntime',
    `>&2 echo codebase-memory: ${NO_RUNTIME} node ${OLDEST_NODE.join('.')} or newer: "%CBM_RUNTIME%"`,
    `>&2 echo ${OPEN_VSCODE}`,
    `exit /b ${NOT_FOUND}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** The version in the head of a launcher; undefined for any other text. */
export function findLauncherVersion(text: string): string | undefined {
  return new RegExp(`^(?:#|rem) ${MARK} (\\d+\\.\\d+\\.\\d+)`, 'm').exec(text)?.[1];
}

/** The program that a launcher of either kind starts; undefined where it can't be read out of the text. */
export function findLauncherEntry(text: string, home: string): string | undefined {
  const quoted = /^entry='((?:[^']|'\\'')*)'$/m.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(String.raw`'\''`, "'");
  const batch = /^set "CBM_ENTRY=(.*)"\r?$/m.exec(text)?.[1];
  return batch?.replace('%USERPROFILE%', () => home).replaceAll('%%', '%');
}

function toBatchPath(path: string, home: string): string {
  const inHome = win32.relative(home, path);
  const isInside = inHome !== '' && !inHome.startsWith('..') && !win32.isAbsolute(inHome);
  return isInside ? `%USERPROFILE%\\${escapePercent(inHome)}` : escapePercent(path);
}

function escapePercent(text: string): string {
  return text.replaceAll('%', '%%');
}
