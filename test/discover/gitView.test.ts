import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { linkFile } from '../../server/discover/gitView.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

const skip = process.platform === 'win32';

for (const platform of ['linux', 'win32'] as const)
  test(
    `a file of the repository is seen through a ${platform === 'win32' ? 'copy on Windows' : 'link'}, and gone when it is`,
    { skip },
    (t) => {
      const folder = temporaryDirectory(t);
      const [target, link] = [join(folder, 'packed-refs'), join(folder, 'seen')];
      const find = () => lstatSync(link, { throwIfNoEntry: false });
      linkFile(target, link, platform);
      assert.equal(find(), undefined);
      symlinkSync(join(folder, 'elsewhere'), link);
      linkFile(target, link, platform);
      assert.equal(find(), undefined);
      for (const text of ['one', 'two']) {
        writeFileSync(target, text);
        linkFile(target, link, platform);
        assert.equal(readFileSync(link, 'utf8'), text);
        assert.equal(find()?.isSymbolicLink(), platform !== 'win32');
      }
    },
  );

test(
  'a link that leads to the file already is left as it is, and no folder is taken for the file',
  { skip },
  (t) => {
    const folder = temporaryDirectory(t);
    const [target, link] = [join(folder, 'packed-refs'), join(folder, 'seen')];
    writeFileSync(target, 'text');
    linkFile(target, link, 'linux');
    const { ino } = lstatSync(link);
    linkFile(target, link, 'linux');
    assert.equal(lstatSync(link).ino, ino);
    mkdirSync(join(folder, 'refs'));
    linkFile(join(folder, 'refs'), link, 'linux');
    assert.equal(lstatSync(link, { throwIfNoEntry: false }), undefined);
  },
);
