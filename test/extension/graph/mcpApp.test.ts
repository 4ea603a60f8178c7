// The page of the graph view as an MCP App: a client shows it in a frame and passes its calls on to the server.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { createMcpServerFactory } from '../../../server/mcp/server.ts';
import { offerOver } from '../../mcp/offer.ts';
import { openShop } from '../../mcp/toolsWorkspace.ts';
import { requireCondition } from '../../require.ts';
import { launchBrowser, PATIENCE_MS } from '../../vscode/support/browser.ts';
import { describeChromiumInstall, findChromium } from '../../vscode/support/chromium.ts';

const chromium = await findChromium();
const skip = requireCondition(chromium !== undefined, `Chromium is missing: ${describeChromiumInstall()}`);
const browser = chromium === undefined ? undefined : await launchBrowser(chromium);
after(() => browser?.close());

const ADDRESS = 'http://client.test/';
/** The policy that a client has to use when a page asks for nothing. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'";
/** A client as the extension of MCP describes it: it answers the greeting, tells the arguments and passes calls on. */
const CLIENT = `<!doctype html><title>Client</title><iframe src="/page" width="900" height="600"></iframe><script>
const frame = document.querySelector('iframe').contentWindow;
const send = (message) => frame.postMessage({ jsonrpc: '2.0', ...message }, '*');
addEventListener('message', async ({ source, data: { id, method, params } }) => {
  if (source !== frame) return;
  if (method === 'ui/initialize') send({ id, result: { protocolVersion: params.protocolVersion, hostContext: { theme: 'dark', styles: { variables: { '--color-background-primary': '#101820' } } } } });
  else if (method === 'ui/notifications/initialized') send({ method: 'ui/notifications/tool-input', params: { arguments: { symbol: 'Cart.save' } } });
  else if (method === 'tools/call') send({ id, result: await callTool(params) });
});
</script>`;

test(
  'a client that renders apps finds the page of the tool and shows what was asked',
  { skip },
  async (t) => {
    const shop = await openShop(t);
    shop.facts.profile = 'full';
    const offer = offerOver(shop);
    const makeServer = createMcpServerFactory(offer, { version: '1.0.0', instructions: '' }, () => 'full');
    const [near, far] = InMemoryTransport.createLinkedPair();
    await (await makeServer({ era: 'legacy' })).connect(far);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(near);
    t.after(() => client.close());
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'show_graph');
    const { resourceUri } = (tool?._meta?.['ui'] ?? {}) as { resourceUri?: string };
    assert.equal(resourceUri, 'ui://codebase-memory/graph');
    const { contents } = await client.readResource({ uri: resourceUri });
    const [content] = contents;
    assert.ok(content && 'text' in content);
    assert.equal(content.mimeType, 'text/html;profile=mcp-app');

    const context = await browser!.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.exposeFunction('callTool', (call: { name: string; arguments: Record<string, unknown> }) =>
      client.callTool(call),
    );
    const pages = new Map([
      [ADDRESS, { body: CLIENT }],
      [`${ADDRESS}page`, { body: content.text, headers: { 'Content-Security-Policy': POLICY } }],
    ]);
    await page.route(`${ADDRESS}**`, (route) => {
      const found = pages.get(route.request().url());
      return found ? route.fulfill({ contentType: 'text/html', ...found }) : route.fulfill({ status: 204 });
    });
    await page.goto(ADDRESS);
    const frame = page.frameLocator('iframe');
    await frame.getByText(/^Around save/).waitFor();
    assert.ok((await frame.locator('.node').count()) > 1);
    await frame.locator('#search').fill('main');
    await frame.locator('#found li').first().waitFor();
    assert.deepEqual(complaints, []);
  },
);

test('what a model reads of a picture is a few lines', async (t) => {
  const shop = await openShop(t);
  shop.facts.profile = 'full';
  const ask = async (args: Record<string, unknown>) => {
    const { content } = await shop.callTool('show_graph', args);
    return content.map(({ text }) => text).join('\n');
  };
  assert.match(await ask({ symbol: 'Cart.save' }), /^drawn: \d+ of \d+ nodes, \d+ edges\n/);
  assert.match(await ask({}), /^drawn: /);
  assert.match(await ask({ question: { view: 'around' } }), /^BAD_ARGUMENTS: graph\/ask: roots/);
});
