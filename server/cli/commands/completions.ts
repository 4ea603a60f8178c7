import { defineCommand } from '../command.ts';
import { formatCompletions, SHELLS } from '../completions.ts';
import { describeNoneOf } from '../../spelling.ts';
import { UsageError } from '../errors.ts';

/** `completions <shell>`: a script that teaches a shell the commands, options and values there are. */
export const completionsCommand = defineCommand({
  name: 'completions',
  summary: 'Prints a script with which a shell completes commands and options',
  argument: { name: 'shell', meaning: SHELLS.join(', '), isRequired: true, completes: SHELLS },
  options: {},
  example: 'completions bash >> ~/.bashrc',
  async run({ out, positionals, commands }) {
    const shell = SHELLS.find((one) => one === positionals[0]);
    if (!shell) {
      const [given] = positionals;
      throw UsageError(
        given === undefined ? `Name the shell: ${SHELLS.join(', ')}.` : describeNoneOf(given, SHELLS),
      );
    }
    const { TOOLS } = await import('../../mcp/tools/index.ts');
    out.line(
      formatCompletions(
        shell,
        commands,
        TOOLS.map(({ name }) => name),
      ),
    );
    return 0;
  },
});
