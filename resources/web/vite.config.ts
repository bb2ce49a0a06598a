// SPDX-License-Identifier: LGPL-3.0-or-later
import { defineConfig } from 'vitest/config';

// Plain file names, no hashes: web.qrc lists them, and the gateway's ETags tell versions apart.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // `npm run dev` talks to a Lanroom on its usual port.
  server: {
    proxy: {
      '/chat': { target: 'http://localhost:8080', ws: true, changeOrigin: true, rewriteWsOrigin: true },
      '/healthz': 'http://localhost:8080',
    },
  },
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
