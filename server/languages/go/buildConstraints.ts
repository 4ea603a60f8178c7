// For which targets a Go file is built: what its name and its `//go:build` line say (pkg.go.dev/cmd/go, "Build
// constraints"). The default target is linux on amd64 with cgo; tags of the project's own are off.

import { conditionHolds } from '../buildConditions.ts';

const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES = new Set(
  (
    '386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ' +
    'ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);
const DEFAULT_TAGS = new Set(['linux', 'amd64', 'unix', 'cgo', 'gc']);

/** The constraints of a file that the default target does not meet, '' when it meets all. `name` lacks the extension. */
export function findVariant(name: string, header: string): string {
  const unmet = [...suffixTags(name).filter((tag) => !isOn(tag)), ...unmetLines(header)];
  return unmet.join(' && ');
}

function suffixTags(name: string): string[] {
  const parts = name
    .replace(/_test$/, '')
    .split('_')
    .slice(1);
  const last = parts.at(-1);
  const before = parts.at(-2);
  if (last === undefined) return [];
  if (ARCHITECTURES.has(last)) return before !== undefined && SYSTEMS.has(before) ? [before, last] : [last];
  return SYSTEMS.has(last) ? [last] : [];
}

function isOn(tag: string): boolean {
  return DEFAULT_TAGS.has(tag) || /^go1\.\d+$/.test(tag);
}

function unmetLines(header: string): string[] {
  if (!header.includes('build')) return [];
  const line = /^\/\/go:build\s+(.*)$/m.exec(header)?.[1]?.trim();
  if (line !== undefined) return evaluate(line) ? [] : [line];
  // The older form: lines are joined by and, options on a line by or, terms of an option by and.
  const lines = [...header.matchAll(/^\/\/\s*\+build\s+(.*)$/gm)].map((match) => match[1]!.trim());
  return lines.filter((options) => !options.split(/\s+/).some((option) => option.split(',').every(isTermOn)));
}

function isTermOn(term: string): boolean {
  return term.startsWith('!') ? !isOn(term.slice(1)) : isOn(term);
}

/** The value of `a && !(b || c)`; an expression that cannot be read is met. */
function evaluate(line: string): boolean {
  const tokens = line.match(/&&|\|\||[!()]|[\w.]+/g) ?? [];
  return conditionHolds(tokens, (tag) => tag === '' || isOn(tag));
}
