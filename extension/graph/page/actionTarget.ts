import type { GraphAnswer, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';
import type { Host } from './host.ts';
import type { PageState } from './pageState.ts';

/** Forms of a picture as a file. */
export type ExportFormat = 'svg' | 'png' | 'mermaid' | 'dot';

/** What actions do with the drawing. */
export interface MovableDrawing {
  scaleBy(factor: number): void;
  panBy(x: number, y: number): void;
  fit(): void;
  moveBy(key: string, x: number, y: number): void;
}

/** What actions work on: the page. */
export interface ActionTarget {
  readonly state: PageState;
  readonly question: GraphQuestion;
  readonly answer: GraphAnswer;
  readonly selectedNode: GraphNode | undefined;
  readonly host: Host;
  readonly drawing: MovableDrawing;
  /** Another picture, which can be gone back from. */
  ask(question: GraphQuestion): void;
  /** Another state; the picture is asked for when it is another one. */
  change(state: PageState): void;
  select(key: string | undefined): void;
  open(node: GraphNode, hasFocus: boolean): void;
  /** Selects the nearest node in a direction. */
  goBeside(towards: 'left' | 'right' | 'up' | 'down'): void;
  export(format: ExportFormat): void;
  showHelp(): void;
  focusSearch(): void;
}
