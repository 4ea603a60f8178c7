// The page of the graph view as an MCP App: a resource that clients which render apps show beside the answers of one tool.
import { randomBytes } from 'node:crypto';
import { loadGraphPage } from '../entry.ts';

/** Where the tool says that its page is; no list has it, because nobody attaches it to a conversation. */
export const GRAPH_PAGE_URI = 'ui://codebase-memory/graph';
/** By which a client knows an app. */
const APP_TYPE = 'text/html;profile=mcp-app';

/** The page, whole: it loads nothing from anywhere. */
export function readGraphPage(): { readonly mimeType: string; readonly text: string } {
  return { mimeType: APP_TYPE, text: loadGraphPage(randomBytes(16).toString('hex')) };
}
