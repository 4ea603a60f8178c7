import type { Server } from 'node:http';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

/**
 * Listens on the port this workspace had last time, so that configured clients keep working; on a free one when that
 * is taken. Remembers it in `workspaceFile` and returns it.
 */
export async function listenOnRememberedPort(server: Server, workspaceFile: string): Promise<number> {
  const workspace = findJsonFile(workspaceFile) ?? {};
  const remembered = workspace['port'];
  if (typeof remembered === 'number' && (await tryListen(server, remembered))) return remembered;
  await listen(server, 0);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The HTTP server has no port.');
  writeFileAtomically(workspaceFile, JSON.stringify({ ...workspace, port: address.port }));
  return address.port;
}

async function tryListen(server: Server, port: number): Promise<boolean> {
  try {
    await listen(server, port);
    return true;
  } catch {
    return false;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
