import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { WaitingRoom } from '../server/waitingRoom.ts';

const PLACES = 32;
const PATIENCE_MS = 10_000;

test('of those who show no token the newest stay, and none for long', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const room = new WaitingRoom();
  const sockets = Array.from({ length: PLACES * 20 }, () => new Socket());
  for (const socket of sockets) room.enter(socket);
  assert.deepEqual(
    sockets.map(({ destroyed }) => destroyed),
    sockets.map((_, index) => index < sockets.length - PLACES),
  );
  t.mock.timers.tick(PATIENCE_MS);
  assert.ok(sockets.every(({ destroyed }) => destroyed));
});

test('who has shown the token is closed neither by those who come after nor by time', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const room = new WaitingRoom();
  const admitted = new Socket();
  room.enter(admitted);
  room.admit(admitted);
  for (let count = 0; count < PLACES * 2; count += 1) room.enter(new Socket());
  t.mock.timers.tick(PATIENCE_MS);
  assert.equal(admitted.destroyed, false);
});
