/** See nativePackages.mjs. */
export function checkIntegrity(packed: Uint8Array, integrity: string, what: string): void;
