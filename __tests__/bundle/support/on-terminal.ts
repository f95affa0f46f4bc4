import { baseEnvironment, runProcess, type Finished } from '../../support/spawn.js';
import { CLI_BUNDLE } from '../../support/project.js';

/** Runs a command on a terminal of its own, and answers once its output ends with the question. */
const PROGRAM = `
import os, pty, sys
question, answer, command = sys.argv[1].encode(), sys.argv[2].encode(), sys.argv[3:]
child, terminal = pty.fork()
if child == 0:
    os.execv(command[0], command)
said = b""
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    said += part
    if question in said and answer:
        os.write(terminal, answer)
        answer = b""
sys.stdout.buffer.write(said)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
`;

/** Runs the command-line bundle as a person would. Both streams of the terminal are in `stdout`. */
export function onTerminal(
  args: readonly string[],
  asked: { readonly cwd: string; readonly question: string; readonly answer: string },
): Promise<Finished> {
  const { cwd, question, answer } = asked;
  return runProcess('python3', ['-c', PROGRAM, question, answer, process.execPath, CLI_BUNDLE, ...args], {
    cwd,
    env: { ...baseEnvironment(), TERM: 'xterm' },
  });
}
