// SPDX-License-Identifier: LGPL-3.0-or-later
import { defineConfig } from 'vitest/config';

// Three pages, each a bundle of its own that needs no other: `./build` makes them one by one, with
// the page's name as Vite's mode. Plain file names, no hashes: web.qrc lists them, and the gateway's
// ETags tell versions apart.
const PAGES = { production: 'app', services: 'services', wall: 'wall' } as Record<string, string>;

export default defineConfig(({ mode }) => {
  const page = PAGES[mode] ?? 'app';
  const isApp = page === 'app';
  return {
    // The other two stand below paths of their own.
    base: isApp ? './' : '/',
    publicDir: isApp ? 'public' : false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // `npm run dev` talks to a Lanroom on its usual port.
    server: {
      proxy: {
        '/chat': { target: 'http://localhost:8080', ws: true, changeOrigin: true, rewriteWsOrigin: true },
        '/healthz': 'http://localhost:8080',
        '/services.json': 'http://localhost:8080',
        '/qr/': 'http://localhost:8080',
      },
    },
    build: {
      target: 'es2020',
      cssTarget: 'chrome87',
      outDir: 'dist',
      emptyOutDir: isApp,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: isApp ? 'index.html' : `${page}.html`,
        output: { entryFileNames: `${page}.js`, assetFileNames: `${page}[extname]`, codeSplitting: false },
      },
    },
    test: { environment: 'node', include: ['test/**/*.test.ts'] },
  };
});
