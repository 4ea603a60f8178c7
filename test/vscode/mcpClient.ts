// VS Code's own MCP client finds the server of the window by itself.
import type { InstalledWindow } from './support/installed.ts';

export async function testMcpClient({ product, window }: InstalledWindow): Promise<void> {
  const session = product.openBridge();
  await session.initialize();
  const { result } = await session.request('tools/list');
  const { length } = (result as { tools: unknown[] }).tools;

  await window.runCommand('MCP: List Servers');
  await window.choice(/Codebase Memory.*Stopped/i).click();
  await window.choice('Start Server').click();
  const output = window.page.locator('.output-view, .panel');
  await output.getByText(`Discovered ${length} tools`).waitFor();
  await window.runCommand('MCP: List Servers');
  await window.choice(/Codebase Memory.*Running/i).waitFor();
  await session.end();
}
