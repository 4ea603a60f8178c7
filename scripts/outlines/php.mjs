// Makes server/languages/php/outline/standard.txt from PHP, by reflection on the functions and classes of its extensions.
// `node scripts/outlines/php.mjs`, with `php` (php-cli) and the extensions below installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const EXTENSIONS =
  'Core standard SPL date pcre json hash random Reflection ctype mbstring iconv intl tokenizer filter session random posix pcntl sockets dom libxml SimpleXML xml xmlreader xmlwriter xsl curl openssl sodium PDO mysqli sqlite3 gd exif fileinfo zip zlib bz2 bcmath gmp ftp gettext calendar ldap imap soap tidy Phar readline apcu redis memcached'.split(
    ' ',
  );
/** What the outline has that are no classes. */
const VALUES = new Set(['array', 'bool', 'float', 'int', 'string']);
/** What came after the PHP that is asked. */
const LATER =
  'json_validate mb_str_pad str_increment str_decrement array_find array_find_key array_any array_all array_first array_last mb_trim mb_ltrim mb_rtrim mb_ucfirst mb_lcfirst bcdivmod fpow Override Deprecated NoDiscard RoundingMode RequestParseBodyException'.split(
    ' ',
  );

const LICENCE = `The outline lists names and types of the public API of PHP, as reflection tells them. It holds no code and no
documentation of PHP, which is distributed under the PHP License, version 3.01.
`;

/** @param {string[]} words */
const run = (...words) => execFileSync('php', words, { encoding: 'utf8', maxBuffer: 1 << 26 });
const version = run('-r', 'echo PHP_VERSION;');
const text = run(join(import.meta.dirname, 'php', 'outline.php'), ...EXTENSIONS);
const folder = mkdtempSync(join(tmpdir(), 'outline-php-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('php', `API of PHP ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
/** @param {RegExp} pattern */
const namesOf = (pattern) => [...text.matchAll(pattern)].map(([, name]) => name ?? '');
/** @param {string} name */
const isType = (name) => /^\p{Lu}/u.test(name);
writeNames('php', `the API of PHP ${version}`, {
  // What they call stands at that place among their arguments.
  callers: [...text.matchAll(/^(\w+)\((.*)\)[^)]*$/gm)].flatMap(([, name, parameters = '']) => {
    const at = parameters.split(/,(?![^([]*[)\]])/).findIndex((one) => /^\??:\(/.test(one));
    return at < 0 ? [] : [`${name}:${at}`];
  }),
  functions: [...namesOf(/^(\w+)\(/gm), ...LATER.filter((name) => !isType(name))],
  classes: [...namesOf(/^:(\w+)/gm).filter((name) => !VALUES.has(name)), ...LATER.filter(isType)],
});
