// Writes server/languages/c/platform.ts: the macros that gcc defines by itself, with their numbers, and those that the headers
// of the C library define. They say which branches of the preprocessor a build on Linux takes.
// Run on Debian with gcc and libc6-dev: `node scripts/outlines/platformMacros.mjs`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardHeaders } from '../../server/languages/c/library.ts';

/** Headers of Linux that programs test for, beside those of the standards. */
const SYSTEM_HEADERS = (
  'endian.h execinfo.h features.h ifaddrs.h netinet/ip.h netinet/ip6.h netinet/udp.h sys/auxv.h sys/epoll.h sys/eventfd.h ' +
  'sys/file.h sys/inotify.h sys/ioctl.h sys/param.h sys/prctl.h sys/random.h sys/sendfile.h sys/signalfd.h sys/statfs.h ' +
  'sys/sysinfo.h sys/timerfd.h sys/xattr.h'
).split(' ');

const includes = [...standardHeaders, ...SYSTEM_HEADERS].map(
  (header) => `#if __has_include(<${header}>)\n#include <${header}>\n#endif\n`,
);
/** @param {string} text */
const ask = (text) =>
  execFileSync('gcc', ['-std=gnu11', '-D_GNU_SOURCE', '-dM', '-E', '-'], { input: text, encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, name, parameters, value = ''] = /^#define (\w+)(\([^)]*\))?(?: (.*))?$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, value: parameters === undefined ? value : '' }];
    });
/** @param {string} value */
const numberOf = (value) => /^\(?(-?(?:0x[\da-f]+|\d+))[ul]*\)?$/i.exec(value)?.[1];
const own = new Map(
  ask('')
    .filter(({ name }) => name !== '_GNU_SOURCE')
    .map(({ name, value }) => [name, numberOf(value)]),
);
// What the library defines with an underscore before it, programs test only to know the library.
const LIBRARY = /^(?:[A-Za-z]|__GLIBC(?:_MINOR)?__$|__GNU_LIBRARY__$|_POSIX_[A-Z_]+$)/;
const all = ask(includes.join('')).filter(({ name }) => LIBRARY.test(name));
for (const { name, value } of all) {
  const isSmall = name.startsWith('__G');
  own.set(name, isSmall ? numberOf(value) : own.get(name));
}
const orders = { __BYTE_ORDER: '1234', __LITTLE_ENDIAN: '1234', __BIG_ENDIAN: '4321' };
for (const [name, value] of Object.entries(orders)) {
  own.set(name, value);
  own.set(name.slice(2), value);
}
const entries = [...own].map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).sort();
const lines = [''];
for (const entry of entries) {
  const longer = `${lines.at(-1)} ${entry}`.trimStart();
  if (longer.length < 119) lines[lines.length - 1] = longer;
  else lines.push(entry);
}
const [compiler] = execFileSync('gcc', ['--version'], { encoding: 'utf8' }).split('\n');
writeFileSync(
  join(import.meta.dirname, '../../server/languages/c/platform.ts'),
  `// Made by scripts/outlines/platformMacros.mjs; not written by hand. ${compiler}.

/** Macros of the compiler and of the C library of a build on Linux for amd64; with a number where one counts. */
export const platformMacros = \`
${lines.join('\n')}
\`;
`,
);
