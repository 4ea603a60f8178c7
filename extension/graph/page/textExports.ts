// A picture as text that other programs draw. Pure.
import type { GraphAnswer, GraphEdge } from '../../../server/protocol/graphView.ts';

/** Mermaid's flowchart; inferred edges are dotted, possible ones too. */
export function toMermaid({ nodes, edges }: GraphAnswer): string {
  const idOf = new Map(nodes.map(({ key }, at) => [key, `n${at}`]));
  const lines = nodes.map(({ key, name, kind, file }) => {
    const label = [name, `${kind}${file === '' ? '' : ` · ${file}`}`].map(escapeMermaid).join('<br>');
    return `  ${idOf.get(key)}["${label}"]`;
  });
  const arrows = edges.map((edge) => {
    const isSure = edge.tier === 'exact' || edge.tier === 'confirmed';
    const arrow = isSure ? '-->' : '-.->';
    return `  ${idOf.get(edge.source)} ${arrow}|${describeEdge(edge)}| ${idOf.get(edge.target)}`;
  });
  return ['flowchart LR', ...lines, ...arrows, ''].join('\n');
}

/** Graphviz. */
export function toDot({ nodes, edges }: GraphAnswer): string {
  const idOf = new Map(nodes.map(({ key }, at) => [key, `n${at}`]));
  const lines = nodes.map(({ key, name, qualifiedName, file, line }) => {
    const place = file === '' ? qualifiedName : `${file}${line > 0 ? `:${line}` : ''}`;
    return `  ${idOf.get(key)} [label=${quoteDot(name)}, tooltip=${quoteDot(place)}];`;
  });
  const arrows = edges.map((edge) => {
    const style = { confirmed: 'bold', exact: 'solid', inferred: 'dashed', possible: 'dotted' }[edge.tier];
    return `  ${idOf.get(edge.source)} -> ${idOf.get(edge.target)} [label=${quoteDot(describeEdge(edge))}, style=${style}];`;
  });
  return ['digraph {', '  rankdir=LR;', '  node [shape=box];', ...lines, ...arrows, '}', ''].join('\n');
}

function describeEdge({ kind, count }: GraphEdge): string {
  const word = kind.toLowerCase().replaceAll('_', ' ');
  return count > 1 ? `${word} ×${count}` : word;
}

/** Whatever Mermaid would read as its own syntax becomes an entity. */
function escapeMermaid(text: string): string {
  return text.replaceAll(/[^\w\s./:$-]/gu, (char) => `#${char.codePointAt(0)};`);
}

function quoteDot(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', ' ')}"`;
}
