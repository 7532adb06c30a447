import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev` shows the pages of a server that is already running here. */
const server = process.env.RUNPROOF_URL ?? 'http://127.0.0.1:4100';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      // Its variant for browsers asks the document, and the worker that reads guides has none.
      'decode-named-character-reference': fileURLToPath(import.meta.resolve('decode-named-character-reference')),
    },
  },
  build: {
    // The server allows `default-src 'self'` only: a file folded into a data: address would be refused.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  server: { proxy: { '/api': server, '/acknowledge': server } },
});
