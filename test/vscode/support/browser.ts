import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Long, because a busy machine is no failure: what is waited for announces itself. */
export const PATIENCE_MS = 180_000;

/** Starts a Chromium without a screen that reaches nothing but this machine. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    timeout: PATIENCE_MS,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      // Three windows are as awake as the one in front.
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
