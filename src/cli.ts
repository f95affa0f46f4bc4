import { VERSION } from './version.js';

// What was done is done when it is printed: a reader that has gone (| head) or a full disk must not look like a
// blocked promotion.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (stream === process.stdout && error.code !== 'EPIPE') {
      process.stderr.write(`stagegate: the output could not be written (${error.code ?? error.message})\n`);
    }
  });
}

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // without loading the commands: tools ask it before each use
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
