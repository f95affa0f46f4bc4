import { dirname, basename, join, sep } from 'node:path';
import { StagegateError } from '../../../errors.js';
import { errnoOf, type Disk } from './port.js';
import { checkPath } from '../workspace-path.js';

/**
 * Where a file really is: links are followed so that the file is replaced and not the link, but only
 * inside the workspace. What does not exist yet is placed in its real folder.
 * @param root the workspace's real path
 * @throws StagegateError `input` when the path or a link in it leads out of the workspace, or to nothing
 */
export async function locate(disk: Disk, root: string, path: string): Promise<string> {
  const relative = checkPath(path);
  return relative === '' ? root : locateIn(disk, root, { full: join(root, relative), path });
}

async function locateIn(disk: Disk, root: string, at: { full: string; path: string }): Promise<string> {
  const real = await resolveLinks(disk, at);
  if (real !== null) {
    if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
    throw refuse(at.path, 'is linked to a place outside the workspace');
  }
  if (await disk.isLink(at.full)) throw refuse(at.path, 'is a link to a file that does not exist');
  return join(await locateIn(disk, root, { full: dirname(at.full), path: at.path }), basename(at.full));
}

async function resolveLinks(disk: Disk, at: { full: string; path: string }): Promise<string | null> {
  try {
    return await disk.resolve(at.full);
  } catch (error) {
    if (errnoOf(error) === 'ELOOP') throw refuse(at.path, 'is a link that leads round in a circle');
    throw error;
  }
}

function refuse(path: string, why: string): StagegateError {
  return new StagegateError('input', `${JSON.stringify(path)} ${why}`, {
    place: { file: path },
    hint: 'Name the file itself, inside the workspace.',
  });
}
