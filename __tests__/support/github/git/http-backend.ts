import { spawn } from 'node:child_process';
import { baseEnvironment } from '../../spawn.js';

export interface BackendRequest {
  /** The bare repository. */
  readonly folder: string;
  readonly method: string;
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack` */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Who pushes. */
  readonly user: string | null;
}

export interface BackendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Lets `git http-backend` answer, by the CGI protocol. */
export async function runHttpBackend(request: BackendRequest): Promise<BackendAnswer> {
  const { folder, method, path, query, headers, body, user } = request;
  const header = (name: string) => [headers[name] ?? ''].flat().join(', ');
  const env: Record<string, string> = {
    ...baseEnvironment(),
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: method,
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: String(body.length),
    GIT_PROTOCOL: header('git-protocol'),
    GIT_COMMITTER_NAME: user ?? 'nobody',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    ...(user === null ? {} : { REMOTE_USER: user }),
  };
  const output = await new Promise<Buffer>((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { cwd: folder, env });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(out)));
  });
  return readCgi(output);
}

function readCgi(output: Buffer): BackendAnswer {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`git http-backend said nothing: ${output.toString('utf8')}`);
  const lines = output.toString('utf8', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const { status = '200', ...others } = headers as Record<string, string>;
  return { status: parseInt(status, 10), headers: others, body: output.subarray(end + 4) };
}
