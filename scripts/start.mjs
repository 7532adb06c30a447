// `npm start`: sets up a fresh checkout and runs the demonstration: Runproof operating the five example systems.
import { build, debianPackages, handOver, installPackages, refuse, root, setUp } from './set-up.mjs';

/** The servers that examples need beside the embedded ones, and the sandbox for commands. */
const SERVERS = {
  'redis-server': 'redis-server',
  mariadbd: 'mariadb-server-core',
  my_print_defaults: 'mariadb-client-core',
  bwrap: 'bubblewrap',
};

function tellCommand(packages) {
  console.log(`      not installed here. For all five examples type: sudo apt-get install -y ${packages.join(' ')}`);
  console.log('      The systems that need none of them run meanwhile.');
}

try {
  await setUp([installPackages, debianPackages(SERVERS, tellCommand), build]);
} catch (error) {
  refuse(error.message);
}
handOver([`${root}/dist/main.js`, 'demo', ...process.argv.slice(2)]);
