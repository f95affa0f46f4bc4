/**
 * `node --import die-on-disk.mjs …`: kills its process at the change of the disk that DIE_AT names, counted from 1, below
 * the working directory. `torn`: where a file is opened, its first half is written. Without DIE_AT, tells the changes.
 */
import { appendFileSync, writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { DIE_AT, DIE_HOW } = process.env;
const within = `${process.cwd()}/`;
const changes = [];

function mayDie(change, path) {
  if (!String(path).startsWith(within)) return;
  changes.push(change);
  if (changes.length !== Number(DIE_AT)) return;
  if (DIE_HOW === 'torn') appendFileSync(path, '{"torn', { flag: 'wx' });
  process.kill(process.pid, 'SIGKILL');
}

const { open, rename, rm } = fs;
fs.rename = (from, to) => {
  mayDie('rename', to);
  return rename(from, to);
};
fs.rm = (path, options) => {
  mayDie('rm', path);
  return rm(path, options);
};
fs.open = async (path, flags, mode) => {
  if (!/[wa+]/.test(String(flags ?? 'r')) && !(Number(flags) & 3)) return open(path, flags, mode);
  mayDie('open', path);
  return open(path, flags, mode);
};
syncBuiltinESMExports();
process.on('exit', () => {
  if (DIE_AT === undefined) writeSync(2, `\nchanges: ${changes.join(' ')}\n`);
});
