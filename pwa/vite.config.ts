import { readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA, type ManifestOptions } from 'vite-plugin-pwa';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { version: string };

const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Lineside',
  short_name: 'Lineside',
  description: 'The production dashboard that keeps working when the network does not.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#e4e6e8',
  theme_color: '#e4e6e8',
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
};

export default defineConfig({
  root,
  define: { 'import.meta.env.APP_VERSION': JSON.stringify(version) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/\/(shared|typebox)\//.test(id) } },
  },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png}'], target: 'es2023' },
    }),
    schemasArePure(),
    precompressed(),
  ],
});

/** `Type.Object(…)` only builds a schema: a page that needs a document's type or id, not its check, need not carry it. */
function schemasArePure(): Plugin {
  return {
    name: 'lineside:schemas-are-pure',
    transform: {
      filter: { id: /\/shared\/.*\.ts$/ },
      handler: (code) => ({ code: code.replace(/\bType\.[A-Z]\w+\(/g, '/* @__PURE__ */ $&'), map: null }),
    },
  };
}

/** `.gz` and `.br` beside what is worth it, once per build instead of once per request. */
function precompressed(): Plugin {
  const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];
  let out = '';
  const worthIt = new Set(['.js', '.css', '.html', '.svg', '.webmanifest']);
  return {
    name: 'lineside:precompressed',
    apply: 'build',
    enforce: 'post',
    configResolved({ build }) {
      out = resolve(root, build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        for (const entry of await readdir(out, { recursive: true })) {
          if (!worthIt.has(extname(entry))) continue;
          const file = join(out, entry);
          const bytes = await readFile(file);
          if (bytes.length < 1024) continue;
          await writeFile(`${file}.gz`, await gzipped(bytes, { level: 9 }));
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
          await writeFile(`${file}.br`, await brotlied(bytes, { params }));
        }
      },
    },
  };
}
