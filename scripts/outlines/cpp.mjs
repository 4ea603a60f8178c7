// Makes server/languages/cpp/outline/standard.txt from the headers of libstdc++, as libclang reads them.
// `node scripts/outlines/cpp.mjs`, with Debian's python3-clang-14, libclang1-14 and libstdc++-12-dev installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutline } from './write.mjs';

const LICENCE = `The outline lists names and types of the public API of the C++ standard library, as the headers of libstdc++ declare
it. It holds no code and no documentation of libstdc++, which is distributed under the GNU General Public License, version 3,
with the GCC Runtime Library Exception.
`;

const text = execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'cpp', 'outline.py')], {
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
const version = execFileSync('dpkg-query', ['-W', '-f=${Version}', 'libstdc++-12-dev'], { encoding: 'utf8' });
const folder = mkdtempSync(join(tmpdir(), 'outline-cpp-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('cpp', `headers of libstdc++ ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
