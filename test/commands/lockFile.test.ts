// package-lock.json must install anywhere: from any registry, on every platform that the dependencies support.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface LockEntry {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

const projectRoot = join(import.meta.dirname, '..', '..');
const { packages } = readJson('package-lock.json') as { packages: Record<string, LockEntry> };
const manifest = readJson('package.json') as { allowScripts: Record<string, boolean> };

test('the lock file names no registry', () => {
  assert.deepEqual(
    pathsWhere(({ resolved }) => resolved !== undefined),
    [],
  );
});

test('every package in the lock file has its digest', () => {
  assert.deepEqual(
    pathsWhere(({ integrity }, path) => path !== '' && integrity === undefined),
    [],
  );
});

test('the lock file holds the binaries of all platforms, without which npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});

test('whether an install script may run is decided for every package that has one', () => {
  const undecided = pathsWhere(({ hasInstallScript }) => hasInstallScript === true)
    .map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => manifest.allowScripts[name] === undefined);
  assert.deepEqual(undecided, []);
});

function pathsWhere(matches: (entry: LockEntry, path: string) => boolean): string[] {
  return Object.entries(packages)
    .filter(([path, entry]) => matches(entry, path))
    .map(([path]) => path);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));
}
