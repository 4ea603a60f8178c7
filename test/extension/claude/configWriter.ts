// A writer of Claude Code's configuration in a process of its own: adds a member each time it is told to.
import { replaceConfigText } from '../../../extension/claude/configFile.ts';

const [file = ''] = process.argv.slice(2);

process.on('message', (member: string) => {
  const add = replaceConfigText(file, (current) => {
    const members = JSON.parse(current ?? '{}') as Record<string, boolean>;
    return { text: JSON.stringify({ ...members, [member]: true }) };
  });
  void add.then(
    () => process.send?.('written'),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
