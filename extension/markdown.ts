// Text of others within what VS Code renders: names of files, symbols and clients, and messages that hold them. Pure.
import { escapeUnprintable } from '../server/protocol/printable.ts';

/** A text whose characters mean nothing to markdown; of one line. */
export function escapeMarkdown(text: string): string {
  return escapeUnprintable(text.replaceAll(/\r?\n/g, ' '))
    .replaceAll(/[\\`*_{}[\]<>()#|$~&]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`:\//`);
}

/** A name in the letters of code. */
export function formatCode(text: string): string {
  return `\`${escapeUnprintable(text.replaceAll(/\r?\n/g, ' ')).replaceAll('`', 'ˋ')}\``;
}

/** A text for a notification, where VS Code makes links of what looks like one, commands included. */
export function escapeMessage(text: string): string {
  return escapeUnprintable(text).replaceAll('](', '] (');
}

/** Markdown in which a long path may go on in the next line: a table is as wide as the longest word in it. */
export function breakPaths(markdown: string): string {
  return markdown.replaceAll(/\S{24,}/g, (word) => word.replaceAll(/(?:\/|\\\\)(?=[\w.])(?!_)/g, '$&<wbr>'));
}
