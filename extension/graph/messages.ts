// What the page of the graph and the window around it say to each other. A question has a number, its answer the same one.
import type { GraphAnswer, GraphNode, GraphQuestion } from '../../server/protocol/graphView.ts';

/** From the page. */
export type PageMessage =
  /** It can be told something. */
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly id: number; readonly question: GraphQuestion }
  | { readonly type: 'find'; readonly id: number; readonly text: string }
  /** Shows a place in the code; `hasFocus` says that a person wants to go on there. */
  | { readonly type: 'open'; readonly file: string; readonly line: number; readonly hasFocus: boolean }
  /** A file for a person, its content in base64. */
  | { readonly type: 'save'; readonly name: string; readonly content: string }
  | { readonly type: 'follow'; readonly isOn: boolean }
  /** What it shows now: VS Code writes down what pages keep only now and then, and a window can be gone before. */
  | { readonly type: 'keep'; readonly state: unknown };

/** To the page. */
export type WindowMessage =
  | { readonly type: 'answer'; readonly id: number; readonly answer: GraphAnswer | readonly GraphNode[] }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  /** Shows the surroundings of this, a key or a text that means a symbol; with `isFollowing` only while the page follows. */
  | { readonly type: 'show'; readonly root: string; readonly isFollowing: boolean }
  /** The index has changed: the picture is asked for again. */
  | { readonly type: 'changed' };
