/** See archives.mjs. */
export function listZip(
  file: string,
): { readonly name: string; readonly packedBytes: number; readonly bytes: number; read(): Buffer }[];
export function extractZip(file: string, folder: string, prefix?: string): void;
export function extractTarGz(packed: Uint8Array, folder: string): void;
