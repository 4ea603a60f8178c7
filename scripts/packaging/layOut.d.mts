/** See layOut.mjs. */
export function makeReadme(text: string): string;
