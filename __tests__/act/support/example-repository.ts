import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { startGitHub, type GitHub } from '../../support/github/github.js';
import type { Files } from '../../support/github/repository-content.js';
import { PROJECT } from '../../support/project.js';

export const EXAMPLES = join(PROJECT, 'examples', 'workflows');

/** A GitHub with the examples' repository: its files, and the workflows where GitHub looks for them. */
export function startExample(changes: Files = {}): Promise<GitHub> {
  return startGitHub({ files: { ...readFolder(join(EXAMPLES, 'project')), ...readWorkflows(), ...changes } });
}

/** As they are, but for `queue: max`: act 0.2.89 refuses the key, and knows no concurrency anyway. */
function readWorkflows(): Files {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yml'));
  return Object.fromEntries(
    names.map((name) => [
      `.github/workflows/${name}`,
      readFileSync(join(EXAMPLES, name), 'utf8').replace(/^ +queue: max\n/m, ''),
    ]),
  );
}

function readFolder(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path)];
    }),
  );
}
