/** See budget.mjs. */
export function describeContents(vsix: string, fileName: string): string[];
export function checkSize(
  vsix: string,
  fileName: string,
  target?: string,
  limits?: { readonly target: number; readonly universal: number },
): void;
