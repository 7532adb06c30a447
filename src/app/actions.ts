import type { Actions } from '../cli/program.ts';

/** Each command's code is loaded when it is called: `compile` need not load a database driver. */
export const actions: Actions = {
  up: async (...given) => (await import('./commands/up.ts')).up(...given),
  demo: async (...given) => (await import('./commands/demo.ts')).demo(...given),
  init: async (...given) => (await import('./commands/init.ts')).init(...given),
  compile: async (...given) => (await import('./commands/compile.ts')).compile(...given),
  lint: async (...given) => (await import('./commands/lint.ts')).lint(...given),
  plan: async (...given) => (await import('./commands/plan.ts')).plan(...given),
  languageServer: async () => (await import('./commands/language-server.ts')).languageServer(),
  rehearse: async (...given) => (await import('./commands/rehearse.ts')).rehearseFolder(...given),
  status: async (...given) => (await import('./commands/client.ts')).status(...given),
  fault: async (...given) => (await import('./commands/client.ts')).fault(...given),
  incidents: async (...given) => (await import('./commands/client.ts')).incidents(...given),
  acknowledge: async (...given) => (await import('./commands/client.ts')).acknowledge(...given),
  resolve: async (...given) => (await import('./commands/client.ts')).resolve(...given),
};
