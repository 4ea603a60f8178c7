import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyFileSystem } from '../../server/ownership/fileSystem.ts';
import { decideMmap } from '../../server/serve/mmapPolicy.ts';

const local = { type: 'ext4', isRemote: false, isKnownLocal: false };

test('the setting is followed on a local file system after a clean end', () => {
  assert.deepEqual(decideMmap(4096, local, null), { bytes: 4096, whyOff: null });
  assert.deepEqual(decideMmap(0, local, 'suspicion'), { bytes: 0, whyOff: null });
});

test('nothing is mapped after a suspicious end', () => {
  assert.deepEqual(decideMmap(4096, local, 'it died of SIGBUS'), { bytes: 0, whyOff: 'it died of SIGBUS' });
});

test('nothing is mapped on file systems whose files another machine may change', () => {
  const numbers = {
    NFS: 0x6969,
    SMB: 0x517b,
    CIFS: 0xff534d42,
    SMB2: 0xfe534d42,
    '9p': 0x01021997,
    FUSE: 0x65735546,
  };
  for (const [type, number] of Object.entries(numbers)) {
    const fileSystem = classifyFileSystem(number);
    assert.deepEqual(fileSystem, { type, isRemote: true, isKnownLocal: false });
    const { bytes, whyOff } = decideMmap(4096, fileSystem, null);
    assert.equal(bytes, 0);
    assert.match(whyOff ?? '', new RegExp(type));
  }
  // The kernel's field is signed on some platforms.
  assert.equal(classifyFileSystem(0xff534d42 | 0).type, 'CIFS');
  assert.deepEqual(classifyFileSystem(0xef53), { type: 'ext4', isRemote: false, isKnownLocal: true });
  assert.deepEqual(classifyFileSystem(0x1234), { type: '0x1234', isRemote: false, isKnownLocal: false });
});
