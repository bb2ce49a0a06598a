// SPDX-License-Identifier: LGPL-3.0-or-later
import { defineConfig } from 'vitest/config';

// Plain file names, no hashes: web.qrc lists them, and the gateway's ETags tell versions apart.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2020',
    cssTarget: 'chrome87',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: { entryFileNames: 'app.js', assetFileNames: 'app[extname]', codeSplitting: false },
    },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
