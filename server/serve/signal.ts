/** Something that happens once and may be waited for by anybody, before and after. */
export interface Signal {
  readonly promise: Promise<void>;
  fire(): void;
}

/** Makes a signal that has not fired. */
export function createSignal(): Signal {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, fire: resolve };
}
