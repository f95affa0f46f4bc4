/**
 * Owns the servers of one run of the suite: starts each when it is first asked for, `GET /<name>`, and ends all
 * of them when its stdin closes. That is when the test run ends, or dies in whatever way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG } from './catalog.mjs';
import { startPostgres } from './postgres.mjs';
import { endGroups } from './processes.mjs';

const folder = mkdtempSync(join(tmpdir(), 'stagegate-mlflow-'));
const folders = [folder];
const started = new Map();
/** Starts a thing the first time, and is what came of it every time. */
const once = (name, start) => {
  if (!started.has(name)) started.set(name, start());
  return started.get(name);
};
const context = { folder, postgres: () => once('postgres', () => startPostgres(folders)) };

const server = createServer((request, response) => {
  answer(request.url.slice(1))
    .then(
      (result) => ({ status: 200, result }),
      (error) => ({ status: 500, result: { message: error.message } }),
    )
    .then(({ status, result }) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(result));
    });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

// Whoever read this may be gone, and cleaning up matters more.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.stdin.resume();
process.stdin.on('close', () => stop(0));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop(0));
process.on('uncaughtException', (error) => {
  console.error(error);
  stop(1);
});

async function answer(name) {
  if (!Object.hasOwn(CATALOG, name)) throw new Error(`There is no server '${name}'.`);
  return once(name, () => CATALOG[name](context));
}

function stop(status) {
  once('stop', async () => {
    try {
      await endGroups();
      // A server that is being killed may still leave a file.
      for (const one of folders) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
      process.exit(status);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  });
}
