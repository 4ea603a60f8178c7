import { formatInstant } from '../../server/protocol/time.ts';

/** A line of the server's log for a person: time, level, event, then its facts. A line of another form stays as it is. */
export function formatLogLine(line: string): string {
  try {
    const { time, level, pid, event, ...facts } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof time !== 'string' || typeof event !== 'string') return line;
    const told = Object.entries(facts).map(([name, value]) => `${name}=${formatValue(value)}`);
    return [formatInstant(time), `[${String(level)}]`, `${String(pid)}:`, event, ...told].join(' ');
  } catch {
    return line;
  }
}

function formatValue(value: unknown): string {
  return typeof value === 'string' && !value.includes(' ') ? value : JSON.stringify(value);
}
