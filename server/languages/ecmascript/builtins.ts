// Names that no file has to bind: the globals of the language and of Node as their outline lists them, and those of browsers. A
// name that is missing here is merely unresolved; one that a file binds itself is never looked up here.

import { builtins as declared, valueTypes as types } from './outline/names.ts';

/** The `package` of the external leaves for globals. */
export const builtinPackage = 'javascript';

/** Of these a module has its own. */
const OF_MODULES = new Set(['exports', 'module']);

/**
 * Of browsers only the names that code means by themselves. There are ten times as many, and scripts that share a page bind
 * many of them for each other, such as `open`, `stop`, `Animation` or `Plugin`.
 */
const BROWSER = `
Image SharedWorker Worker XMLHttpRequest ImageData Performance WebAssembly
addEventListener alert cancelAnimationFrame cancelIdleCallback confirm document getComputedStyle globalThis history importScripts
location matchMedia prompt removeEventListener reportError requestAnimationFrame requestIdleCallback screen self window

Attr CSSStyleDeclaration CSSStyleSheet CanvasRenderingContext2D ClipboardEvent Comment DOMParser DOMRect Document
DocumentFragment DragEvent Element FocusEvent HTMLAnchorElement HTMLButtonElement HTMLCanvasElement HTMLDivElement
HTMLElement HTMLFormElement HTMLImageElement HTMLInputElement HTMLSelectElement HTMLTextAreaElement HTMLVideoElement
IntersectionObserver KeyboardEvent MouseEvent MutationObserver Node NodeList PointerEvent Range ResizeObserver
SVGElement SVGSVGElement Selection ShadowRoot Text TouchEvent UIEvent WheelEvent Window
`
  .trim()
  .split(/\s+/);

export const builtins: readonly string[] = [
  ...new Set([...declared.filter((name) => !OF_MODULES.has(name)), ...BROWSER]),
];

/** What the values among them are instances of. The objects that hold all globals are windows, as far as a browser has them. */
export const valueTypes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(types.map((line) => line.split(':', 2))),
  global: 'Window',
  globalThis: 'Window',
};
