import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Workspace } from '../../support/workspace.js';
import type { BadInput } from './bad-input.js';
import { PROMOTE } from './churn.js';

/** Exit 3: the place refuses. */
export const REFUSED: readonly BadInput[] = [
  {
    name: 'a disk that takes nothing more',
    args: PROMOTE,
    // the limit on file sizes stands for a full disk where nothing may be mounted
    shell: 'ulimit -f 0; exec "$@"',
    exit: 3,
    says: ['cannot write "models.', 'EFBIG'],
  },
  ...(mayMount() ? mounted() : []),
  {
    name: 'a remote whose hook refuses',
    git: 'remote',
    arrange: (workspace) => installHook(workspace, 'echo "Only the release manager may push." >&2; exit 1'),
    args: `${PROMOTE} --commit push`,
    exit: 3,
    says: ['cannot push to branch "main" of remote "origin"', 'Only the release manager may push.', 'hook'],
  },
  {
    name: 'a remote that is gone',
    git: 'remote',
    arrange: (workspace) => void workspace.git('remote', 'set-url', 'origin', workspace.path('../gone.git')),
    args: `${PROMOTE} --commit push`,
    exit: 3,
    says: ['cannot read branch "main" of remote "origin"', 'git remote -v'],
  },
];

function mounted(): BadInput[] {
  return [
    {
      name: 'a read-only disk',
      args: PROMOTE,
      shell: `exec unshare --mount --map-root-user sh -c '
        mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && exec "$@"' sh "$@"`,
      exit: 3,
      says: ['cannot write "models.', 'EROFS', 'read-only'],
    },
    {
      name: 'a full disk',
      // 99 stands for files on the full disk that are not as they were
      shell: `exec unshare --mount --map-root-user sh -c '
        mkdir /tmp/full.$$ && mount -t tmpfs -o size=64k none /tmp/full.$$ && cp -a . /tmp/full.$$ || exit 98
        before=$PWD; cd /tmp/full.$$; head -c 1M /dev/zero >fill 2>/dev/null
        "$@"; status=$?; rm fill; diff -r . "$before" >&2 || status=99
        cd /; umount /tmp/full.$$; rmdir /tmp/full.$$; exit $status' sh "$@"`,
      args: PROMOTE,
      exit: 3,
      says: ['cannot write "models.', 'ENOSPC', 'disk is full'],
    },
  ];
}

/** Whether this user may mount in a name space of its own; some systems forbid it. */
function mayMount(): boolean {
  const script = 'mount -t tmpfs -o size=4k none /mnt';
  return spawnSync('unshare', ['--mount', '--map-root-user', 'sh', '-c', script]).status === 0;
}

function installHook(workspace: Workspace, script: string): void {
  const path = join(workspace.remote ?? '', 'hooks', 'pre-receive');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
