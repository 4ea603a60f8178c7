import type { Server } from 'node:http';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

/**
 * Listens on the port this workspace had last time, so that configured clients keep working; on a free one when that
 * is taken. Remembers it in `workspaceFile`, with the fact that it has moved, and returns it.
 */
export async function listenOnRememberedPort(server: Server, workspaceFile: string): Promise<number> {
  const workspace = findJsonFile(workspaceFile) ?? {};
  const remembered = workspace['port'];
  if (typeof remembered === 'number' && (await tryListen(server, remembered))) return remembered;
  await listen(server, 0);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The HTTP server has no port.');
  const moved = remembered === undefined ? {} : { hasMoved: true };
  writeFileAtomically(workspaceFile, JSON.stringify({ ...workspace, port: address.port, ...moved }));
  return address.port;
}

/** Whether the server of the workspace has ever had another address: then a client may still be set up for that one. */
export function hasMoved(workspaceFile: string): boolean {
  return findJsonFile(workspaceFile)?.['hasMoved'] === true;
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
