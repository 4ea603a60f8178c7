import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionState } from '../../../extension/connection/state.ts';
import { describeMenu, listMenu } from '../../../extension/status/menu.ts';
import { connected, firstIndex } from '../statusOf.ts';

function list(...states: readonly ConnectionState[]): string[] {
  const folders = states.map((state, at) => ({ name: `folder${at}`, state }));
  return listMenu(folders).map(({ command }) => command.replace('codebaseMemory.', ''));
}

test('the menu offers what the state of the window allows', () => {
  const all = list(connected({}));
  for (const command of ['searchSymbol', 'showGraph', 'reindexWorkspace', 'stopServer', 'connectClaudeCode'])
    assert.ok(all.includes(command), command);
  assert.deepEqual(list({ kind: 'off', why: 'untrusted' }), [
    'workbench.trust.manage',
    'showStatus',
    'showLog',
    'workbench.action.openSettings',
  ]);
  const stopped = list({ kind: 'off', why: 'stopped' });
  assert.ok(stopped.includes('restartServer') && !stopped.includes('stopServer'));
  assert.deepEqual(list({ kind: 'off', why: 'virtual' }), [
    'showStatus',
    'showLog',
    'workbench.action.openSettings',
  ]);
  assert.ok(list({ kind: 'off', why: 'virtual' }, connected({})).includes('searchSymbol'));
});

test('what is not as it should be stands first, with the reason', () => {
  const [first] = listMenu([{ name: 'shop', state: connected({ warnings: ['mmap is off.'] }) }]);
  assert.deepEqual([first?.detail, first?.command], ['mmap is off.', 'codebaseMemory.showStatus']);
});

test('above the menu stands each folder with its state, and how far a run of the index is', () => {
  assert.equal(
    describeMenu([
      { name: 'shop', state: connected(firstIndex) },
      { name: 'cloud', state: { kind: 'off', why: 'virtual' } },
    ]),
    'shop: indexing 41 % (parse: 1,200 of 2,800 files) · cloud: off',
  );
  assert.match(describeMenu([{ name: 'shop', state: connected({}) }]), /^shop: ready \(\d+ window/);
});
