// Makes server/languages/c/outline/names.ts: the functions that the C library declares, and those of them that call what they
// are given, as libclang reads the headers. In C nothing else of a library leads to an edge: neither local names nor results are
// followed. `node scripts/outlines/c.mjs <libclang.so>`, on Debian with libc6-dev and python3-clang.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writeNames } from './write.mjs';

/** Parts of headers, and headers of programs and kernels that are not the C library. */
const LEFT_OUT = /^(?:asm|bits|finclude|gnu|protocols|rpc)\//;

const [library] = process.argv.slice(2);
if (!library) throw new Error('usage: node scripts/outlines/c.mjs <libclang.so>');
/** @param {string} command @param {string[]} given */
const run = (command, given) => execFileSync(command, given, { encoding: 'utf8', maxBuffer: 1 << 26 });
const headers = run('dpkg', ['-L', 'libc6-dev'])
  .split('\n')
  .flatMap((path) => /^\/usr\/include\/(?:[^/]+-linux-gnu\/)?(.+\.h)$/.exec(path)?.[1] ?? [])
  .filter((header) => !LEFT_OUT.test(header))
  .sort();
const functions = run('/usr/bin/python3', [
  join(import.meta.dirname, 'c', 'functions.py'),
  library,
  ...headers,
])
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
const version = run('dpkg-query', ['-W', '-f', '${Version}', 'libc6-dev']);
writeNames('c', `the headers of libc6-dev ${version}`, {
  functions: functions.map(([name = '']) => name),
  callers: functions.flatMap(([name = '', positions]) => (positions ? [name] : [])),
});
