// The page as an MCP App: a client of MCP shows it and passes its questions on to the server as calls of a tool. The
// messages are those of the extension io.modelcontextprotocol/ui, version 2026-01-26.
import type { GraphAnswer, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { Pending } from './host.ts';
import type { Host, HostListener } from './host.ts';
import { aroundOf, FIRST_QUESTION, impactOf, pathsOf, withDepth } from './pageState.ts';

const VERSION = '2026-01-26';
const TOOL = 'show_graph';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message?: string };
}

/** The arguments of the tool, as a model gave them. */
interface ToolInput {
  readonly symbol?: string;
  readonly to?: string;
  readonly changes?: boolean;
  readonly depth?: number;
  readonly project?: string;
}

interface HostContext {
  readonly theme?: 'light' | 'dark';
  readonly styles?: { readonly variables?: Readonly<Record<string, string | undefined>> };
}

function post(message: object): void {
  window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
}

/** The client around the page. */
export function createAppHost(): Host {
  const pending = new Pending();
  const request = (method: string, params: object): Promise<unknown> =>
    pending.send((id) => post({ id, method, params }));
  let isKnown: Promise<unknown> = Promise.resolve();
  /** The workspace that the conversation asked about, when it is another one. */
  let project: unknown;
  const callTool = async (args: object): Promise<unknown> => {
    await isKnown;
    const result = (await request('tools/call', {
      name: TOOL,
      arguments: { ...args, project, format: 'json' },
    })) as {
      readonly content?: readonly { readonly text?: string }[];
      readonly isError?: boolean;
    };
    const text = result.content?.map((part) => part.text ?? '').join('\n') ?? '';
    if (result.isError) throw new Error(text);
    return JSON.parse(text);
  };
  const hear = (listener: HostListener, message: Message): void => {
    const { id, method, params = {}, result, error } = message;
    if (method === undefined) {
      if (id === undefined) return;
      if (error) pending.reject(id, error.message ?? t('The client has refused.'));
      else pending.resolve(id, result);
    } else if (method === 'ui/notifications/tool-input') {
      const args = (params['arguments'] ?? {}) as ToolInput;
      ({ project } = args);
      listener.showQuestion(readInput(args));
    } else if (method === 'ui/notifications/host-context-changed') applyContext(params);
    // Nothing is lost when the page goes.
    else if (method === 'ui/resource-teardown' || method === 'ping') post({ id, result: {} });
  };
  return {
    async ask(question) {
      return ((await callTool({ question })) as { picture: GraphAnswer }).picture;
    },
    async find(text) {
      return ((await callTool({ find: text })) as { found: readonly GraphNode[] }).found;
    },
    save(name, content) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(content);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return Promise.resolve();
    },
    loadState: () => undefined,
    keepState: () => {},
    listen(listener) {
      window.addEventListener('message', ({ data, source }: MessageEvent<Message>) => {
        if (source === window.parent) hear(listener, data);
      });
      const hello = {
        appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
        appInfo: { name: 'codebase-memory', version: '1' },
        protocolVersion: VERSION,
      };
      isKnown = request('ui/initialize', hello).then((answer) => {
        applyContext((answer as { hostContext?: HostContext }).hostContext ?? {});
        post({ method: 'ui/notifications/initialized' });
      });
      // The first question tells what went wrong.
      isKnown.catch(() => {});
    },
  };
}

/** What the tool has been asked to draw. */
function readInput({ symbol, to, changes = false, depth }: ToolInput): GraphQuestion {
  if (changes) return impactOf(FIRST_QUESTION);
  if (symbol === undefined) return FIRST_QUESTION;
  if (to !== undefined) return pathsOf(FIRST_QUESTION, symbol, to);
  const question = aroundOf(FIRST_QUESTION, [symbol]);
  return depth === undefined ? question : withDepth(question, depth);
}

function applyContext({ theme, styles }: HostContext): void {
  const { style } = document.documentElement;
  if (theme) style.setProperty('color-scheme', theme);
  for (const [name, value] of Object.entries(styles?.variables ?? {}))
    if (value !== undefined) style.setProperty(name, value);
}
