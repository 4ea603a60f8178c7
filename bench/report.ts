// Numbers into tables and files. Knows nothing of what was measured.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { availableParallelism, cpus } from 'node:os';

const resultsFolder = join(import.meta.dirname, '..', '.artifacts', 'bench');

/** The value below which `share` (0–1) of the samples lie; 0 without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Rows under their headings, columns aligned: text to the left, all else to the right. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const formatRow = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [headings, ...rows].map(formatRow).join('\n');
}

/** Bytes as MB with one decimal. */
export function formatMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Milliseconds as seconds with two decimals. */
export function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

/** Writes `result` with the date and the machine to .artifacts/bench/ and returns the path. */
export function writeResult(name: string, result: unknown): string {
  mkdirSync(resultsFolder, { recursive: true });
  const time = new Date().toISOString();
  const file = join(resultsFolder, `${name}-${time.replaceAll(':', '-')}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), node: process.version };
  writeFileSync(file, `${JSON.stringify({ time, machine, ...(result as object) }, null, 2)}\n`);
  return file;
}
