// The page in a webview of VS Code.
import type { GraphAnswer, GraphNode } from '../../../server/protocol/graphView.ts';
import type { PageMessage, WindowMessage } from '../messages.ts';
import { Pending } from './host.ts';
import type { Host } from './host.ts';
import { findNewest } from './pageState.ts';

/** What VS Code gives to a page, once. */
interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: (() => WebviewApi) | undefined;

/** The window around the page; undefined where the page is not in VS Code. */
export function findEditorHost(): Host | undefined {
  if (typeof acquireVsCodeApi === 'undefined') return undefined;
  const api = acquireVsCodeApi();
  const pending = new Pending();
  const post = (message: PageMessage): void => api.postMessage(message);
  return {
    ask: async (question) => (await pending.send((id) => post({ type: 'ask', id, question }))) as GraphAnswer,
    find: async (text) =>
      (await pending.send((id) => post({ type: 'find', id, text }))) as readonly GraphNode[],
    open: (file, line, hasFocus) => post({ type: 'open', file, line, hasFocus }),
    save: async (name, content) => post({ type: 'save', name, content: await toBase64(content) }),
    follow: (isOn) => post({ type: 'follow', isOn }),
    loadState: () => findNewest(api.getState(), loadFromPage()),
    keepState: (state) => {
      api.setState(state);
      post({ type: 'keep', state });
    },
    listen(listener) {
      window.addEventListener('message', ({ data }: MessageEvent<WindowMessage>) => {
        if (data.type === 'answer') pending.resolve(data.id, data.answer);
        else if (data.type === 'failure') pending.reject(data.id, data.message);
        else if (data.type === 'show') listener.show(data.root, data.isFollowing);
        else if (data.type === 'changed') listener.refresh();
      });
      post({ type: 'ready' });
    },
  };
}

/** The state that the window has put into the page. */
function loadFromPage(): unknown {
  const text = document.documentElement.dataset['state'] ?? '';
  return text.startsWith('{"') ? JSON.parse(text) : undefined;
}

async function toBase64(content: Blob): Promise<string> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
