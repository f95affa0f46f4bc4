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

process.stdin.resume();
process.stdin.once('close', stop);
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('uncaughtException', (error) => {
  console.error(error);
  void stop();
});

async function answer(name) {
  if (!Object.hasOwn(CATALOG, name)) throw new Error(`There is no server '${name}'.`);
  return once(name, () => CATALOG[name](context));
}

async function stop() {
  await endGroups();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
  process.exit();
}
