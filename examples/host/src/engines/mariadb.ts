import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HostError } from '../host-error.ts';
import type { EngineConfig } from '../local-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';
import { findServer, serverProcess } from './server-process.ts';

type MariadbConfig = Extract<EngineConfig, { kind: 'mariadb' }>;

/** Debian's mariadbd: 127.0.0.1 only, a data folder of its own, nothing read from /etc/mysql. */
export function mariadbEngine(config: MariadbConfig, surroundings: EngineSurroundings): Engine {
  const program = findServer(['mariadbd', 'mysqld'], 'mariadb-server');
  mkdirSync(surroundings.folder, { recursive: true });
  const folder = realpathSync(surroundings.folder);
  const dataFolder = join(folder, 'data');
  const server = serverProcess({
    folder: dataFolder,
    port: config.port,
    program,
    args: ['--no-defaults', ...asUser(), `--datadir=${dataFolder}`, `--port=${config.port}`, '--bind-address=127.0.0.1']
      .concat([`--socket=${join(folder, 'server.sock')}`, `--init-file=${join(folder, 'init.sql')}`])
      .concat(['--skip-log-bin', '--innodb-buffer-pool-size=32M', '--performance-schema=OFF', '--skip-name-resolve']),
    readyTimeoutMs: 60_000,
  });
  return {
    role: config.role,
    kind: 'mariadb',
    variable: config.variable,
    url: `mysql://${config.user}:${encodeURIComponent(config.password)}@127.0.0.1:${config.port}/${config.database}`,
    port: config.port,
    logFile: server.logFile,
    isRunning: () => server.isRunning(),
    async start() {
      if (!existsSync(dataFolder)) await install(folder, dataFolder, surroundings.log);
      // Read by the server itself at every start; the names are checked to be plain identifiers by local-config.ts.
      writeFileSync(join(folder, 'init.sql'), grants(config), { mode: 0o600 });
      await server.start();
    },
    stop: () => server.stop(),
  };
}

function grants({ user, password, database }: MariadbConfig): string {
  const secret = password.replace(/[\\']/g, (character) => `\\${character}`);
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4;`,
    `CREATE OR REPLACE USER ${user}@'%' IDENTIFIED BY '${secret}';`,
    `GRANT ALL ON ${database}.* TO ${user}@'%';`,
    `GRANT PROCESS ON *.* TO ${user}@'%';`,
    '',
  ].join('\n');
}

/** Into a folder beside, then renamed: a start that was cut off leaves nothing half-made. */
async function install(folder: string, dataFolder: string, log: (line: string) => void): Promise<void> {
  const installer = findServer(['mariadb-install-db', 'mysql_install_db'], 'mariadb-server');
  const fresh = join(folder, 'data.new');
  rmSync(fresh, { recursive: true, force: true });
  log('setting up the data folder');
  const args = [
    '--no-defaults',
    ...asUser(),
    `--datadir=${fresh}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ];
  try {
    await promisify(execFile)(installer, args, { timeout: 120_000 });
  } catch (cause) {
    throw new HostError(`MariaDB's data folder could not be set up in ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
  renameSync(fresh, dataFolder);
}

/** MariaDB refuses to run as root unless root is named. */
function asUser(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
