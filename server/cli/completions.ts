// Scripts with which shells complete the command line, made of the table of commands. Pure.
import type { Command, CommandOption } from './command.ts';
import { listOptions } from './help.ts';

/** The shells there is a script for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof SHELLS)[number];

/** One command as a shell needs to know it. */
interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly (readonly [name: string, option: CommandOption])[];
  /** What its argument can be; undefined for a folder. */
  readonly words: readonly string[] | undefined;
}

/** The script for one shell; `tools` are what `query` can call. */
export function formatCompletions(
  shell: Shell,
  commands: readonly Command[],
  tools: readonly string[],
): string {
  const completed = commands.map(({ name, summary, argument, options }): Completed => {
    const { completes = 'nothing' } = argument ?? {};
    const words = { folders: undefined, tools, nothing: [] };
    return {
      name,
      summary,
      options: listOptions(options),
      words: typeof completes === 'string' ? words[completes] : completes,
    };
  });
  return { bash: formatBash, zsh: formatZsh, fish: formatFish, pwsh: formatPwsh }[shell](completed);
}

function formatBash(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const flags = options.map(([option]) => `--${option}`).join(' ');
    return `    ${name}) options='${flags}' words='${words?.join(' ') ?? ''}' folders=${words ? '' : '1'} ;;`;
  });
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(([, { choices }]) => choices)
      .map(([option, { choices }]) => `    ${name}:--${option}) words='${choices?.join(' ')}' ;;`),
  );
  return `# codebase-memory completions bash
_codebase_memory() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  local options= words= folders=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
    return
  fi
  case $command:$previous in
    *:--folder) COMPREPLY=($(compgen -d -- "$current")); return ;;
${values.join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); return; fi
  case $command in
${cases.join('\n')}
  esac
  if [ "\${current#-}" != "$current" ]; then COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [ -n "$folders" ]; then COMPREPLY=($(compgen -d -- "$current"))
  else COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o filenames -F _codebase_memory codebase-memory`;
}

function formatZsh(commands: readonly Completed[]): string {
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.map(([flag, option]) => {
      const value = option.value === undefined ? '' : `:${option.value}:${completeInZsh(option)}`;
      const repeated = option.multiple ? '*' : '';
      return quote(`${repeated}--${flag}[${option.meaning.replaceAll(/[[\]]/g, '')}]${value}`);
    });
    const argument = words ? `1:argument:(${words.join(' ')})` : '1:folder:_files -/';
    return `    ${name}) _arguments ${[...specs, quote(argument)].join(' ')} ;;`;
  });
  return `#compdef codebase-memory
_codebase_memory() {
  local -a commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi
  local command=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _codebase_memory codebase-memory`;
}

function completeInZsh({ choices, value }: CommandOption): string {
  if (choices) return `(${choices.join(' ')})`;
  return value === 'folder' ? '_files -/' : ' ';
}

function formatFish(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const seen = quote(`__fish_seen_subcommand_from ${name}`);
    const complete = `complete -c codebase-memory -n ${seen}`;
    return [
      `complete -c codebase-memory -f -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
      ...(words === undefined ? [`${complete} -f -a '(__fish_complete_directories)'`] : []),
      ...(words && words.length > 0 ? [`${complete} -f -a ${quote(words.join(' '))}`] : []),
      ...options.map(([flag, option]) => {
        const short = option.short ? ` -s ${option.short}` : '';
        const choices = option.choices ? ` -f -a ${quote(option.choices.join(' '))}` : '';
        const value = option.value === undefined ? '' : ` -r${choices}`;
        return `${complete}${short} -l ${flag}${value} -d ${quote(option.meaning)}`;
      }),
    ];
  });
  return ['# codebase-memory completions fish', ...lines].join('\n');
}

function formatPwsh(commands: readonly Completed[]): string {
  const rows = commands.map(({ name, options, words }) => {
    const flags = options.map(([option]) => `--${option}`);
    return `    ${quote(name, "''")} = ${listForPwsh([...flags, ...(words ?? [])])}`;
  });
  return `# codebase-memory completions pwsh
Register-ArgumentCompleter -Native -CommandName codebase-memory -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = [ordered]@{
${rows.join('\n')}
  }
  $typed = $commandAst.CommandElements | ForEach-Object { $_.ToString() }
  $isCommand = $typed.Count -lt 2 -or ($typed.Count -eq 2 -and $wordToComplete -ne '')
  $words = if ($isCommand) { $known.Keys } else { $known[$typed[1]] }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`;
}

/** In quotes, with those inside written as the shell wants them. */
function quote(text: string, inside = String.raw`'\''`): string {
  return `'${text.replaceAll("'", inside)}'`;
}

function listForPwsh(texts: readonly string[]): string {
  return `@(${texts.map((text) => quote(text, "''")).join(', ')})`;
}
