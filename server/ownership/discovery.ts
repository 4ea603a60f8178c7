// The discovery file: where a running server can be reached. A hint only; the lock is the truth.
import { rmSync } from 'node:fs';
import { parseJsonObject, writeFileAtomically } from './atomicFile.ts';
import { CacheNotPrivate } from './errors.ts';
import { findPrivateText } from './privateFile.ts';

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

/**
 * The published discovery; undefined when there is none, when it is not whole, or names an endpoint that is not on this
 * machine. Throws CACHE_NOT_PRIVATE when the file or its folder is another user's.
 */
export function findDiscovery(file: string): Discovery | undefined {
  const found = findPrivateText(file);
  if (found === 'foreign') throw CacheNotPrivate(file);
  const value = typeof found === 'object' ? parseJsonObject(found.text) : undefined;
  if (!value) return undefined;
  const { protocol, version, pid, startTime, endpoint, rpcPath, token, epoch } = value;
  if (typeof protocol !== 'number' || typeof pid !== 'number') return undefined;
  for (const text of [version, startTime, endpoint, rpcPath, token, epoch]) {
    if (typeof text !== 'string' || text === '') return undefined;
  }
  return isLocalEndpoint(String(endpoint)) ? (value as unknown as Discovery) : undefined;
}

/** Whether an address is one that a server of this machine publishes. */
function isLocalEndpoint(endpoint: string): boolean {
  return /^http:\/\/127\.0\.0\.1:\d{1,5}\/mcp$/.test(endpoint);
}

/** Withdraws the discovery of the server with this epoch; another server's stays. */
export function removeDiscovery(file: string, epoch: string): void {
  if (findDiscovery(file)?.epoch === epoch) rmSync(file, { force: true });
}
