import { openGitBranchStore } from '../../../src/registry/manifest/git/branch-store.js';
import { addLine } from './retry.js';

/** `node git-worker.js CLONE LINE`: adds a line to the branch, and prints how many attempts it took. */
const [root = '', line = ''] = process.argv.slice(2);

process.stdout.write(String(await addLine(openGitBranchStore({ root, branch: 'main' }), line, 400)));
