// Makes server/languages/ruby/outline/standard.txt from the signatures of the gem rbs, which comes with Ruby.
// `node scripts/outlines/ruby.mjs`, with `ruby` (Debian's ruby, which brings the gem) installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const LIBRARIES =
  'abbrev base64 benchmark bigdecimal cgi coverage csv date delegate digest english erb etc fiber find fileutils forwardable io-console ipaddr json logger matrix monitor mutex_m net-http nkf observer open3 openssl optparse ostruct pathname prettyprint prime pstore psych pty rdoc resolv securerandom set shellwords singleton socket stringio strscan tempfile time timeout tmpdir tsort uri yaml zlib'.split(
    ' ',
  );
/** The classes that every object, and every class, has members of. */
const OF_OBJECTS = ['Object', 'Kernel', 'BasicObject'];
const OF_CLASSES = ['Class', 'Module'];
const OF_VALUES = ['Array', 'Hash', 'String', 'Enumerable', 'Set', 'Integer'];

const LICENCE = `The outline lists names and types of the public API of Ruby, as the signatures of the gem rbs tell them. It holds no code and no
documentation. rbs is copyright Soutaro Matsumoto and contributors, and licensed under the BSD 2-clause license or Ruby's.
`;

const run = (/** @type {string[]} */ ...words) =>
  execFileSync('ruby', words, { encoding: 'utf8', maxBuffer: 1 << 26 });
const version = run('-e', 'require "rbs"; print RUBY_VERSION, ", rbs ", RBS::VERSION');
const text = run('-W0', join(import.meta.dirname, 'ruby', 'outline.rb'), ...LIBRARIES);
const folder = mkdtempSync(join(tmpdir(), 'outline-ruby-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('ruby', `API of Ruby ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The names of the members of a class.
 * @param {string} name
 */
function membersOf(name) {
  const from = text.search(new RegExp(`^:${name}(?: |$)`, 'm'));
  const end = text.indexOf('\n:', from + 1);
  const body = text.slice(from, end < 0 ? text.length : end);
  return [...body.matchAll(/^ ([^\s^(]+)\(/gm)].map(([, member]) => member ?? '');
}

writeNames('ruby', `the API of Ruby ${version}`, {
  classes: [...text.matchAll(/^:(\w+)/gm)].map(([, name]) => name ?? ''),
  ...Object.fromEntries(OF_OBJECTS.map((name) => [`of${name}`, membersOf(name)])),
  ...Object.fromEntries(OF_CLASSES.map((name) => [`of${name}`, membersOf(name)])),
  // Those of them that are private.
  ofSelf: run('-e', 'puts Kernel.private_instance_methods(false).grep(/\\A\\w+[?!]?\\z/).sort')
    .trim()
    .split('\n'),
  // What values have that stand for many things: to be asked for it tells less than a name.
  ofValues: OF_VALUES.flatMap(membersOf),
  // All names of members: what another class has under one of them is not told by its name.
  members: run('-W0', join(import.meta.dirname, 'ruby', 'outline.rb'), '--names', ...LIBRARIES)
    .trim()
    .split('\n'),
});
