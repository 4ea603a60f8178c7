// Colours of VS Code's own themes as a webview has them: the variables that the page reads.

export type Theme = 'light' | 'dark' | 'high-contrast';

interface ThemeColors {
  /** The class of the body is `vscode-` and this. */
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const FONT = { '--vscode-font-family': 'system-ui, "DejaVu Sans", sans-serif', '--vscode-font-size': '13px' };

export const THEMES: Readonly<Record<Theme, ThemeColors>> = {
  light: {
    kind: 'light',
    variables: {
      ...FONT,
      'color-scheme': 'light',
      '--vscode-editor-background': '#ffffff',
      '--vscode-editor-foreground': '#3b3b3b',
      '--vscode-descriptionForeground': '#3b3b3b',
      '--vscode-editorWidget-background': '#f8f8f8',
      '--vscode-editorWidget-border': '#c8c8c8',
      '--vscode-focusBorder': '#005fb8',
      '--vscode-errorForeground': '#a1260d',
      '--vscode-symbolIcon-classForeground': '#d67e00',
      '--vscode-symbolIcon-functionForeground': '#652d90',
      '--vscode-symbolIcon-variableForeground': '#007acc',
      '--vscode-symbolIcon-folderForeground': '#3b3b3b',
      '--vscode-charts-red': '#e51400',
      '--vscode-charts-orange': '#d18616',
      '--vscode-charts-yellow': '#bf8803',
      '--vscode-charts-blue': '#1a85ff',
    },
  },
  dark: {
    kind: 'dark',
    variables: {
      ...FONT,
      'color-scheme': 'dark',
      '--vscode-editor-background': '#1f1f1f',
      '--vscode-editor-foreground': '#cccccc',
      '--vscode-descriptionForeground': '#9d9d9d',
      '--vscode-editorWidget-background': '#202020',
      '--vscode-editorWidget-border': '#454545',
      '--vscode-focusBorder': '#0078d4',
      '--vscode-errorForeground': '#f85149',
      '--vscode-symbolIcon-classForeground': '#ee9d28',
      '--vscode-symbolIcon-functionForeground': '#b180d7',
      '--vscode-symbolIcon-variableForeground': '#75beff',
      '--vscode-symbolIcon-folderForeground': '#cccccc',
      '--vscode-charts-red': '#f14c4c',
      '--vscode-charts-orange': '#d18616',
      '--vscode-charts-yellow': '#cca700',
      '--vscode-charts-blue': '#3794ff',
    },
  },
  'high-contrast': {
    kind: 'high-contrast',
    variables: {
      ...FONT,
      'color-scheme': 'dark',
      '--vscode-editor-background': '#000000',
      '--vscode-editor-foreground': '#ffffff',
      '--vscode-descriptionForeground': '#ffffff',
      '--vscode-editorWidget-background': '#0c141f',
      '--vscode-editorWidget-border': '#6fc3df',
      '--vscode-contrastBorder': '#6fc3df',
      '--vscode-focusBorder': '#f38518',
      '--vscode-errorForeground': '#f48771',
      '--vscode-symbolIcon-classForeground': '#ee9d28',
      '--vscode-symbolIcon-functionForeground': '#b180d7',
      '--vscode-symbolIcon-variableForeground': '#75beff',
      '--vscode-symbolIcon-folderForeground': '#ffffff',
      '--vscode-charts-red': '#f48771',
      '--vscode-charts-orange': '#d18616',
      '--vscode-charts-yellow': '#cca700',
      '--vscode-charts-blue': '#3794ff',
    },
  },
};
