import type { Command } from './command.ts';
import { artifactCommand } from './commands/artifact.ts';
import { checkCommand } from './commands/check.ts';
import { checkpointCommand } from './commands/checkpoint.ts';
import { clearCommand } from './commands/clear.ts';
import { deadCommand } from './commands/dead.ts';
import { doctorCommand } from './commands/doctor.ts';
import { completionsCommand } from './commands/completions.ts';
import { dumpCommand } from './commands/dump.ts';
import { exportCommand } from './commands/export.ts';
import { fleetCommand } from './commands/fleet.ts';
import { headersCommand } from './commands/headers.ts';
import { importCommand } from './commands/import.ts';
import { indexCommand } from './commands/index.ts';
import { mcpCommand } from './commands/mcp.ts';
import { queryCommand } from './commands/query.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { stopCommand } from './commands/stop.ts';
import { testsCommand } from './commands/tests.ts';

/** Every command, in the order `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  serveCommand,
  indexCommand,
  statusCommand,
  queryCommand,
  deadCommand,
  testsCommand,
  checkCommand,
  dumpCommand,
  artifactCommand,
  exportCommand,
  importCommand,
  fleetCommand,
  mcpCommand,
  headersCommand,
  checkpointCommand,
  stopCommand,
  clearCommand,
  doctorCommand,
  completionsCommand,
];
