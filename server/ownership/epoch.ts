import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A random name for one ownership of a workspace: stored with the data and compared before every write. */
export function createEpoch(): string {
  return randomBytes(16).toString('hex');
}

/** A secret of 256 bits, safe in a header. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether `given` is the secret `expected`. Takes the same time whatever the difference is. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(hash(given), hash(expected));
}

// Hashes have one length, which timingSafeEqual needs and which hides the secret's.
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
