import type { Page } from 'playwright-core';

/**
 * What is wrong with how the page is laid out, a line each: nodes that overlap, controls that do, are outside of the window or
 * whose text is cut, and boxes of folders that overlap.
 */
export function listLayoutFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${findFaults.toString()})()`);
}

interface Seen {
  getBoundingClientRect(): { left: number; top: number; right: number; bottom: number; width: number };
  readonly textContent: string | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  checkVisibility(): boolean;
}

/** Runs in the page. */
function findFaults(): string[] {
  const { document, innerWidth, innerHeight } = globalThis as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Seen> };
    innerWidth: number;
    innerHeight: number;
  };
  const list = (selector: string) =>
    [...document.querySelectorAll(selector)]
      .map((element) => ({
        element,
        box: element.getBoundingClientRect(),
        name: (element.textContent ?? '').trim().slice(0, 40),
      }))
      .filter(({ element, box }) => box.width > 0 && element.checkVisibility());
  const faults: string[] = [];
  for (const selector of [
    '.node rect',
    '.group-box',
    '#tools > .group button, summary, #search',
    '#filters button',
    '#formats button',
    '#chosen button, #chosen p',
  ]) {
    const all = list(selector);
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) {
        const [a, b] = [one.box, other.box];
        const overlaps =
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        if (overlaps) faults.push(selector + ': ' + one.name + ' overlaps ' + other.name);
      }
    }
  }
  for (const control of list('#tools button, summary, #search, #chosen button, #status')) {
    const { left, top, right, bottom } = control.box;
    if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1)
      faults.push('outside: ' + control.name);
  }
  // The list shortens what is long; what its rows say is in their titles.
  for (const control of list('#tools button, summary, #chosen button'))
    if (control.element.scrollWidth > control.element.clientWidth + 1) faults.push('cut: ' + control.name);
  return faults;
}
