import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileLog } from '../server/log.ts';
import { temporaryDirectory } from './store/graphBuilder.ts';

test(
  'a log takes the place of what is none: a pipe would be waited for',
  { skip: process.platform === 'win32' },
  (t) => {
    const file = join(temporaryDirectory(t), 'server.log');
    const makers = [
      () => execFileSync('mkfifo', [file]),
      () => mkdirSync(join(file, 'within'), { recursive: true }),
      () => symlinkSync('/dev/full', file),
    ];
    for (const make of makers) {
      make();
      createFileLog(file).info('begun');
      assert.equal((JSON.parse(readFileSync(file, 'utf8')) as { event: string }).event, 'begun');
      rmSync(file);
    }
  },
);
