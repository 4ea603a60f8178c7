import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A random name for one ownership of a workspace: stored with the data and compared before every write. */
export function createEpoch(): string {
  return randomBytes(16).toString('hex');
}

/** A secret of 256 bits, safe in a header. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A number that is used once: what a proof is asked for. */
export function createNonce(): string {
  return randomBytes(24).toString('base64url');
}

/** Whether `text` may be a nonce: long enough to be used once, short enough to be answered without thought. */
export function isNonce(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{16,64}$/.test(text);
}

/**
 * Proves that one side of a connection knows `token` without showing it. `place` is the address that the connection was
 * made to: a listener elsewhere can't pass on the proof of the real one. `role` keeps one side from repeating the other.
 */
export function makeProof(token: string, role: 'server' | 'client', place: string, nonce: string): string {
  return createHmac('sha256', token)
    .update(`codebase-memory\n${role}\n${place}\n${nonce}`)
    .digest('base64url');
}

/** Whether `given` is the secret `expected`. Takes the same time whatever the difference is. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(hash(given), hash(expected));
}

// Hashes have one length, which timingSafeEqual needs and which hides the secret's.
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
