// Debian's docker-registry on a port of its own.
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeFolder } from './teamTree.ts';

export const DOCKER_REGISTRY = '/usr/bin/docker-registry';

/** Starts it until the test ends; resolves with its address. */
export async function startDockerRegistry(t: TestContext): Promise<string> {
  const folder = makeFolder(t);
  const free = createSocket().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const host = `127.0.0.1:${(free.address() as AddressInfo).port}`;
  free.close();
  await once(free, 'close');
  const config = join(folder, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      version: 0.1,
      log: { level: 'info' },
      storage: { filesystem: { rootdirectory: join(folder, hash('sha1', host)) } },
      http: { addr: host },
    }),
  );
  const registry = spawn(DOCKER_REGISTRY, ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => registry.kill('SIGKILL'));
  let told = '';
  await new Promise<void>((resolve, reject) => {
    registry.once('exit', () => reject(new Error(`docker-registry ended: ${told}`)));
    registry.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('listening on')) resolve();
    });
  });
  return host;
}
