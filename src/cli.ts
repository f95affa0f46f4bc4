import { VERSION } from './version.js';

// By the time a result is printed, the work is done. A closed pipe (| head) or a full disk must not end the process
// with status 1, which means a blocked promotion.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (stream === process.stdout && error.code !== 'EPIPE') {
      process.stderr.write(`stagegate: the output could not be written (${error.code ?? error.message})\n`);
    }
  });
}

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // without loading the commands: some tools ask for the version before each use
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import('./cli/main.js');
  process.exitCode = await main(argv, {
    env: process.env,
    cwd: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
