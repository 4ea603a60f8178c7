// Makes server/languages/go/outline/standard.txt: what Go's standard library declares, as go/types reads it from the export data
// of its packages. `node scripts/outlines/go.mjs`, with `go` on the path; the format is told in
// server/resolve/library/outline.ts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutline } from './write.mjs';

const LICENCE = `The outline lists names and types of the public API of Go's standard library, as go/types tells them. Go is distributed under
this licence:

Copyright 2009 The Go Authors.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

   * Redistributions of source code must retain the above copyright notice, this list of conditions and the following
disclaimer.
   * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
disclaimer in the documentation and/or other materials provided with the distribution.
   * Neither the name of Google LLC nor the names of its contributors may be used to endorse or promote products derived from
this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT
NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL
THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE
OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`;

const folder = mkdtempSync(join(tmpdir(), 'outline-go-'));
const env = {
  ...process.env,
  GOCACHE: join(folder, 'cache'),
  GO111MODULE: 'off',
  CGO_ENABLED: '0',
  GOOS: 'linux',
};
/** @param {string[]} given */
const go = (given) => execFileSync('go', given, { encoding: 'utf8', maxBuffer: 1 << 26, env });
try {
  const packages = go(['list', 'std'])
    .split('\n')
    .filter((path) => path !== '' && path !== 'unsafe' && !/(?:^|\/)(?:internal|vendor)(?:\/|$)/.test(path));
  const text = go(['run', join(import.meta.dirname, 'go', 'outline.go'), ...packages]);
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('go', `standard library of ${go(['env', 'GOVERSION']).trim()}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
