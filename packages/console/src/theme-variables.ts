import {
  type CSSVariablesResolver,
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.ts';

/** Colours Mantine does not name, and those of its names whose contrast is too low for small text (WCAG AA). */
const own: ReturnType<CSSVariablesResolver> = {
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6662',
    '--mantine-color-placeholder': '#6b7873',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#14614f',
    '--muster-page': '#f4f7f6',
    '--muster-surface': '#ffffff',
    '--muster-raised': '#f7f9f8',
    '--muster-line': '#dde5e2',
    '--muster-row-hover': '#eef5f2',
    '--muster-nav': '#123a31',
    '--muster-nav-text': '#c9dfd8',
    '--muster-nav-active': '#1f5547',
    '--muster-added': '#176b3a',
    '--muster-added-back': '#e4f4ea',
    '--muster-removed': '#a32a1c',
    '--muster-removed-back': '#fbe9e6',
    '--muster-changed': '#86560a',
    '--muster-changed-back': '#fbf1dc',
    '--muster-chart-1': '#1b7a63',
    '--muster-chart-2': '#2f6fb5',
    '--muster-chart-3': '#a8690f',
    '--muster-chart-4': '#8a4fa3',
    '--muster-chart-5': '#c2513d',
    '--muster-chart-6': '#5a7d1c',
    '--muster-chart-7': '#50618a',
    '--muster-chart-8': '#0e7f96',
    '--muster-chart-rest': '#7d8a85',
  },
  dark: {
    '--mantine-color-body': '#141a18',
    '--mantine-color-dimmed': '#9aa8a3',
    '--mantine-color-placeholder': '#93a19c',
    '--mantine-color-error': '#ff8b7d',
    '--mantine-color-anchor': '#83cbb6',
    '--muster-page': '#141a18',
    '--muster-surface': '#1b2220',
    '--muster-raised': '#212926',
    '--muster-line': '#303a37',
    '--muster-row-hover': '#232c29',
    '--muster-nav': '#0e1513',
    '--muster-nav-text': '#b3c7c0',
    '--muster-nav-active': '#1d3a32',
    '--muster-added': '#7dd6a0',
    '--muster-added-back': '#173225',
    '--muster-removed': '#ff9f92',
    '--muster-removed-back': '#3c1f1b',
    '--muster-changed': '#f0c274',
    '--muster-changed-back': '#39301a',
    '--muster-chart-1': '#3fa88b',
    '--muster-chart-2': '#6aa5e3',
    '--muster-chart-3': '#d9a441',
    '--muster-chart-4': '#b98ad0',
    '--muster-chart-5': '#e5806c',
    '--muster-chart-6': '#8fbf5a',
    '--muster-chart-7': '#93a2c4',
    '--muster-chart-8': '#4fb6cf',
    '--muster-chart-rest': '#74817c',
  },
};

/**
 * Gives the page the theme's CSS variables.
 *
 * Mantine would write a `<style>` element, which the Content-Security-Policy forbids; a constructed style sheet is not
 * inline content.
 */
export function adoptThemeVariables(): void {
  const standard = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables({
      variables: { ...standard.variables, ...own.variables },
      light: { ...standard.light, ...own.light },
      dark: { ...standard.dark, ...own.dark },
    }),
  );
  document.adoptedStyleSheets.push(sheet);
}
