import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of the house. Shade 7 carries white text at 5.3:1. */
const pine: MantineColorsTuple = [
  '#edf8f5',
  '#d9eee8',
  '#b0ddd0',
  '#83cbb6',
  '#5cba9f',
  '#3fa88b',
  '#2a9377',
  '#1b7a63',
  '#14614f',
  '#0d483b',
];

const gray: MantineColorsTuple = [
  '#f7f9f8',
  '#eff3f1',
  '#e3e9e6',
  '#d3dbd8',
  '#bfc9c5',
  '#94a19c',
  '#74817c',
  '#55615d',
  '#394441',
  '#202927',
];

const dark: MantineColorsTuple = [
  '#d7dedb',
  '#b8c2be',
  '#93a09b',
  '#6b7873',
  '#48534f',
  '#36403d',
  '#252d2b',
  '#1b2220',
  '#141a18',
  '#0c100f',
];

const SYSTEM_FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  colors: { pine, gray, dark },
  black: '#202927',
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
  headings: { fontFamily: SYSTEM_FONTS, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Locking the page's scroll would write a style element, which the content security policy forbids; the page does
    // not scroll anyway: its content does.
    Modal: {
      defaultProps: { lockScroll: false, overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } },
    },
    // What it would focus is no item, which a menu must not hold.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Drawer: { defaultProps: { lockScroll: false, overlayProps: { backgroundOpacity: 0.45 } } },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
});
