import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev` finds the server. */
const SERVER = process.env.MUSTER_DEV_SERVER ?? 'http://127.0.0.1:8080';

const MANTINE =
  'ActionIcon|Alert|Avatar|Burger|Button|CloseButton|Checkbox|FloatingIndicator|FocusTrap|Group|Input|InputBase|Loader|Menu|Overlay|Paper|Popover|Portal|ScrollArea|SegmentedControl|Skeleton|Stack|Text|TextInput|Title|Transition|UnstyledButton|VisuallyHidden';

/**
 * What every page needs, in one file: a hundred small ones compress worse and take as many requests. A journey counts the
 * bytes of the first load; what only some pages need does not belong here.
 */
const BASE = [
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|i18next|react-i18next|openapi-fetch|clsx)\//,
  /node_modules\/@tanstack\/(?:history|store|query-core|router-core|react-query|react-router|react-store)\//,
  /node_modules\/@floating-ui\//,
  /node_modules\/@mantine\/(?:hooks|core\/esm\/(?:core|utils))\//,
  new RegExp(`node_modules/@mantine/core/esm/components/(?:${MANTINE})/`),
  /node_modules\/@tabler\/icons-react\/dist\/esm\/(?:createReactComponent|defaultAttributes)/,
  /packages\/console\/src\/(?:shell|format)\/(?!.*-(?:page|form|dialog)\.tsx$)(?!toasts|entry-layout|sign-in)/,
  /packages\/console\/src\/i18n\/[\w-]+\.tsx?$(?<!\/(?:en|fr)\.ts)/,
  /packages\/console\/src\/api\/(?!care|machine-actions|upload)(?:[\w-]+\.tsx?$|queries\/(?:session|list-query|preferences|fleet)\.ts)/,
  /packages\/console\/src\/ui\/(?:app-link|safe-text|state-panel|failure|failure-words|logo|time-ago|use-now|copy-button|copyable|copy-text|os-icon)/,
  /packages\/console\/src\/table\/(?!column-choices|column-filter-form|list-choice|row-menu|shown-columns|use-list-choice)/,
];

/** Leaves scripts and styles compressed beside themselves: the server compresses nothing while somebody waits. */
function compressed(): Plugin {
  // The last step costs three times as long for a hundredth of the size.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const assets = join(dir, 'assets');
      for (const file of readdirSync(assets).filter((name) => /\.(?:js|css)$/.test(name))) {
        const path = join(assets, file);
        const content = readFileSync(path);
        if (content.length < 1_024) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  css: { postcss: { plugins: [mantine()] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The server forbids inline content, so nothing may become a data: URL in a script or style.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script; every browser that runs this build has module preload.
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: (id) => BASE.some((pattern) => pattern.test(id)), priority: 2 },
            { name: 'icons', test: /node_modules\/@tabler\//, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target: SERVER, changeOrigin: false } } },
});
