/** See freshness.mjs. */
export function hashSources(): string;
