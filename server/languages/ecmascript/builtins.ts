// Names that no file has to bind: the globals of the language, of browsers and of Node. A name that is missing here is
// merely unresolved; one that a file binds itself is never looked up here.

/** The `package` of the external leaves for globals. */
export const builtinPackage = 'javascript';

export const builtins: readonly string[] = `
AggregateError Array ArrayBuffer AsyncDisposableStack AsyncFunction AsyncGenerator AsyncIterable AsyncIterableIterator
AsyncIterator Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date DisposableStack Error EvalError
FinalizationRegistry Float32Array Float64Array Function Generator Infinity Int16Array Int32Array Int8Array Intl Iterable
IterableIterator Iterator JSON Map Math NaN Number Object Promise PromiseLike PropertyDescriptor PropertyKey Proxy
RangeError ReadonlyArray ReadonlyMap ReadonlySet ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol
SyntaxError TemplateStringsArray ThisType TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef
WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat
parseInt unescape ArrayLike

AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CompressionStream
CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream Event EventSource EventTarget File
FormData Headers ImageData MessageChannel MessageEvent MessagePort NodeJS Performance PerformanceObserver ReadableStream
ReadableStreamDefaultController Request Response SharedWorker TextDecoder TextDecoderStream TextEncoder
TextEncoderStream TransformStream URL URLPattern URLSearchParams WebAssembly WebSocket Worker WritableStream
XMLHttpRequest __dirname __filename atob btoa cancelAnimationFrame cancelIdleCallback clearImmediate clearInterval
clearTimeout console crypto document fetch global importScripts localStorage location navigator performance process
queueMicrotask reportError requestAnimationFrame requestIdleCallback require self sessionStorage setImmediate
setInterval setTimeout structuredClone window alert confirm prompt history screen matchMedia getComputedStyle
addEventListener removeEventListener

Attr CSSStyleDeclaration CSSStyleSheet CanvasRenderingContext2D ClipboardEvent Comment DOMParser DOMRect Document
DocumentFragment DragEvent Element FocusEvent HTMLAnchorElement HTMLButtonElement HTMLCanvasElement HTMLDivElement
HTMLElement HTMLFormElement HTMLImageElement HTMLInputElement HTMLSelectElement HTMLTextAreaElement HTMLVideoElement
Image IntersectionObserver KeyboardEvent MouseEvent MutationObserver Node NodeList PointerEvent Range ResizeObserver
SVGElement SVGSVGElement Selection ShadowRoot Text TouchEvent UIEvent WheelEvent Window
`
  .trim()
  .split(/\s+/);

/** What the values among them are instances of, as the declarations of the language and of browsers say. */
export const valueTypes: Readonly<Record<string, string>> = {
  Array: 'ArrayConstructor',
  BigInt: 'BigIntConstructor',
  Boolean: 'BooleanConstructor',
  Date: 'DateConstructor',
  Error: 'ErrorConstructor',
  Function: 'FunctionConstructor',
  Map: 'MapConstructor',
  Number: 'NumberConstructor',
  Object: 'ObjectConstructor',
  Promise: 'PromiseConstructor',
  RegExp: 'RegExpConstructor',
  Set: 'SetConstructor',
  String: 'StringConstructor',
  Symbol: 'SymbolConstructor',
  JSON: 'JSON',
  Math: 'Math',
  console: 'Console',
  crypto: 'Crypto',
  document: 'Document',
  global: 'Window',
  globalThis: 'Window',
  history: 'History',
  localStorage: 'Storage',
  location: 'Location',
  navigator: 'Navigator',
  performance: 'Performance',
  process: 'NodeJS.Process',
  screen: 'Screen',
  self: 'Window',
  sessionStorage: 'Storage',
  window: 'Window',
};
