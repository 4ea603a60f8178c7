import { randomBytes } from 'node:crypto';

/** A random name for one ownership of a workspace: stored with the data and compared before every write. */
export function createEpoch(): string {
  return randomBytes(16).toString('hex');
}

/** A secret of 256 bits, safe in a header. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}
