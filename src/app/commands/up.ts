import type { ServerSettings } from '../../cli/program.ts';
import { dataFolder } from '../data-folder.ts';
import { serve } from '../serve.ts';

/** `runproof up [FOLDERS…]`. */
export async function up(folders: readonly string[], options: ServerSettings): Promise<void> {
  await serve({ folders, data: dataFolder(options.data), host: options.host, port: options.port });
}
