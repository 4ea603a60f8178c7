// Findings as SARIF 2.1.0, the form in which code hosts take them. Source of the format: OASIS, "Static Analysis Results Interchange
// Format (SARIF) Version 2.1.0".

import { RULES } from './findings.ts';
import type { Finding, Level } from './findings.ts';

/** What a report says beside the findings. */
export interface ReportContext {
  readonly version: string;
  /** The root below the top of the repository, '' when it is the top: a code host knows paths from there. */
  readonly below: string;
  readonly base?: string | undefined;
  /** What the person or program that reads it should know. */
  readonly notes: readonly string[];
}

/** Stands for the top of the repository, wherever it is checked out. */
const TOP = '%SRCROOT%';
/** The version is part of the name: another way to make fingerprints is another name. */
const FINGERPRINT = 'codebaseMemory/v1';
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A log with one run. */
export function formatSarif(
  findings: readonly Finding[],
  { version, below, base, notes }: ReportContext,
): object {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'codebase-memory',
            semanticVersion: version,
            rules: RULES.map(({ id, title, help, level }) => ({
              id,
              name: toPascal(id),
              shortDescription: { text: title },
              fullDescription: { text: help },
              help: { text: help },
              defaultConfiguration: { level },
              properties: { tags: ['maintainability'] },
            })),
          },
        },
        automationDetails: { id: `codebase-memory/check/${below === '' ? '' : `${below}/`}` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [TOP]: { description: { text: 'The top of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text } })),
          },
        ],
        results: findings.map(({ rule, level, tier, path, line, message, symbol, fingerprint }) => ({
          ruleId: rule,
          ruleIndex: RULES.findIndex(({ id }) => id === rule),
          level,
          message: { text: `${message}.` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: toUri(below, path), uriBaseId: TOP },
                region: { startLine: Math.max(1, line) },
              },
              logicalLocations: [{ fullyQualifiedName: symbol }],
            },
          ],
          partialFingerprints: { [FINGERPRINT]: fingerprint },
          properties: { tier },
        })),
        properties: base === undefined ? {} : { base },
      },
    ],
  };
}

/** Whether a finding counts when only findings from `least` on do. */
export function isAtLeast(level: Level, least: Level): boolean {
  const order: Readonly<Record<Level, number>> = { error: 2, warning: 1, note: 0 };
  return order[level] >= order[least];
}

function toUri(below: string, path: string): string {
  const whole = below === '' ? path : `${below}/${path}`;
  return whole.split('/').map(encodeURIComponent).join('/');
}

function toPascal(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
}
