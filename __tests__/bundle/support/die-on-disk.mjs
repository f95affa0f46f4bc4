/**
 * `node --import die-on-disk.mjs …`: kills its process at the change of the disk that DIE_AT names, counted from 1, below
 * the working directory. `torn`: a file's first half is written. Without DIE_AT, says how many changes there were.
 */
import { appendFileSync, writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { DIE_AT, DIE_HOW } = process.env;
const within = `${process.cwd()}/`;
let changes = 0;

function mayDie(path, torn) {
  if (!String(path).startsWith(within)) return;
  changes += 1;
  if (changes !== Number(DIE_AT)) return;
  if (DIE_HOW === 'torn') torn?.();
  process.kill(process.pid, 'SIGKILL');
}

const { open, rename, rm } = fs;
fs.rename = (from, to) => {
  mayDie(to);
  return rename(from, to);
};
fs.rm = (path, options) => {
  mayDie(path);
  return rm(path, options);
};
fs.open = async (path, flags, mode) => {
  if (!/[wa+]/.test(String(flags ?? 'r')) && !(Number(flags) & 3)) return open(path, flags, mode);
  mayDie(path, () => appendFileSync(path, '{"torn', { flag: 'wx' }));
  return open(path, flags, mode);
};
syncBuiltinESMExports();
process.on('exit', () => {
  if (DIE_AT === undefined) writeSync(2, `\nchanges: ${changes}\n`);
});
