// Rules that what is shown keeps in every size and theme: nothing overlaps, nothing is cut, nothing sticks out. They are about
// what a person sees, not about pixels.
import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** What is wrong in the side bar and in the item of the status bar, a line each. */
export function listSideBarFaults({ page }: Workbench, statusItem: string): Promise<string[]> {
  return page.evaluate<string[]>(`(${findSideBarFaults.toString()})(${JSON.stringify(statusItem)})`);
}

/** What is wrong in a page of text, a line each. */
export function listTextFaults(page: Frame): Promise<string[]> {
  return page.evaluate<string[]>(`(${findTextFaults.toString()})()`);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

interface Seen {
  readonly textContent: string | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): Box;
  checkVisibility(): boolean;
  contains(other: Seen): boolean;
  querySelector(selector: string): Seen | null;
  querySelectorAll(selector: string): Iterable<Seen>;
}

interface Surroundings {
  readonly document: Seen & { readonly documentElement: Seen };
  readonly innerWidth: number;
}

/** Runs in the window. */
function findSideBarFaults(statusItem: string): string[] {
  const { document } = globalThis as unknown as Surroundings;
  const faults: string[] = [];
  const bar = document.querySelector('.part.sidebar')!;
  const { left, right } = bar.getBoundingClientRect();
  const list = (root: Seen | typeof document, selector: string) =>
    [...root.querySelectorAll(selector)]
      .map((element) => ({
        element,
        box: element.getBoundingClientRect(),
        name: (element.textContent ?? '').trim().slice(0, 50),
        isCut: element.scrollWidth > element.clientWidth + 1,
      }))
      .filter(({ element, box }) => box.width > 0 && box.height > 0 && element.checkVisibility());

  for (const { element } of list(bar, '.pane-header')) {
    for (const title of list(element, '.title')) {
      if (title.isCut) faults.push(`the title is cut: ${title.name}`);
      for (const { box } of list(element, '.actions .action-label'))
        if (box.left < title.box.left) faults.push(`the title is under a button: ${title.name}`);
    }
  }
  for (const pane of list(bar, '.pane')) {
    const rows = list(pane.element, '.monaco-list-row');
    for (const [at, { box, element, name }] of rows.entries()) {
      const below = rows[at + 1];
      if (below && below.box.top > box.top && below.box.top < box.bottom - 1)
        faults.push(`a row overlaps the next: ${name}`);
      for (const label of list(element, '.label-name'))
        if (label.box.left < left || label.box.right > right + 1) faults.push(`cut: ${label.name}`);
      if (list(element, '.label-name').length === 0) faults.push(`a row without a name: ${name}`);
    }
    for (const { box, name } of list(
      pane.element,
      '.welcome-view-content p, .welcome-view-content a.monaco-button',
    ))
      if (box.left < left || box.right > right + 1) faults.push(`sticks out: ${name}`);
  }
  for (const { isCut, name } of list(document, statusItem))
    if (isCut) faults.push(`the status is cut: ${name}`);
  return faults;
}

/** Runs in the page. */
function findTextFaults(): string[] {
  const { document, innerWidth } = globalThis as unknown as Surroundings;
  const faults: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth + 1)
    faults.push(`the page is ${scrollWidth - innerWidth} wider than the window`);
  const blocks = [...document.querySelectorAll('h1, h2, h3, p, li, td, th')]
    .filter((block) => block.checkVisibility())
    .map((block) => ({ block, name: (block.textContent ?? '').trim().slice(0, 50) }));
  for (const [at, { block, name }] of blocks.entries()) {
    if (block.scrollWidth > block.clientWidth + 1 && block.clientWidth > 0) faults.push(`cut: ${name}`);
    for (const other of blocks.slice(at + 1, at + 12)) {
      if (block.contains(other.block)) continue;
      const [a, b] = [block.getBoundingClientRect(), other.block.getBoundingClientRect()];
      if (
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
      )
        faults.push(`${name} overlaps ${other.name}`);
    }
  }
  return faults;
}
