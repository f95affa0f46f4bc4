import { main } from './cli/main.js';

// What was done is done when it is printed: a reader that has gone (| head) or a full disk must not look like a
// blocked promotion.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (stream === process.stdout && error.code !== 'EPIPE') {
      process.stderr.write(`stagegate: the output could not be written (${error.code ?? error.message})\n`);
    }
  });
}

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
});
