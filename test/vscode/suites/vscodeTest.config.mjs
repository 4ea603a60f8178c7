// How @vscode/test-cli runs the suites: in the extension host of the VS Code that is named by the environment.
import { defineConfig } from '@vscode/test-cli';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/project.mjs';

export default defineConfig({
  label: 'extension host',
  files: '*.suite.ts',
  extensionDevelopmentPath: projectRoot,
  workspaceFolder: process.env.SUITES_WORKSPACE ?? '',
  launchArgs: [`--user-data-dir=${process.env.SUITES_USER_DATA}`],
  useInstallation: { fromPath: join(import.meta.dirname, '..', 'support', 'standIn.ts') },
  mocha: {
    ui: 'tdd',
    // A busy machine is no failure.
    timeout: 600_000,
    // Into a file: the console is shared with all of VS Code.
    reporter: 'json',
    reporterOptions: { output: process.env.SUITES_RESULT },
  },
});
