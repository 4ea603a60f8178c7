// The discovery file: where a running server can be reached. A hint only; the lock is the truth.
import { rmSync } from 'node:fs';
import { findJsonFile, writeFileAtomically } from './atomicFile.ts';

/** What a server publishes about itself. `token` is the secret of this server's lifetime: the file is 0600. */
export interface Discovery {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  /** ISO time. */
  readonly startTime: string;
  /** URL of the MCP endpoint. */
  readonly endpoint: string;
  /** Address of the window socket. */
  readonly rpcPath: string;
  readonly token: string;
  readonly epoch: string;
}

/** Publishes `discovery` in one step. */
export function writeDiscovery(file: string, discovery: Discovery): void {
  writeFileAtomically(file, `${JSON.stringify(discovery, null, 2)}\n`);
}

/** The published discovery; undefined when there is none or it is not whole. */
export function findDiscovery(file: string): Discovery | undefined {
  const value = findJsonFile(file);
  if (!value) return undefined;
  const { protocol, version, pid, startTime, endpoint, rpcPath, token, epoch } = value;
  if (typeof protocol !== 'number' || typeof pid !== 'number') return undefined;
  for (const text of [version, startTime, endpoint, rpcPath, token, epoch]) {
    if (typeof text !== 'string' || text === '') return undefined;
  }
  return value as unknown as Discovery;
}

/** Withdraws the discovery of the server with this epoch; another server's stays. */
export function removeDiscovery(file: string, epoch: string): void {
  if (findDiscovery(file)?.epoch === epoch) rmSync(file, { force: true });
}
