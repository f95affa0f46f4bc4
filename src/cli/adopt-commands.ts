import type { Command } from 'commander';
import { EXIT, StagegateError } from '../errors.js';
import { chooseStyle } from '../render/terminal-parts.js';
import { forTerminal } from '../text/safe.js';
import { printReport, type Shell } from './terminal.js';

/* init and adopt: they write a repository's first files. */

export function addAdopt(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('adopt')
    .description(
      'read this repository and write what it needs to promote models; existing files stay as they are',
    )
    .option('--yes', 'write the files without asking')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--json', 'print one JSON document on stdout; without --yes, nothing is written')
    .action(async (options: AdoptOptions) => finish(await adopt(options, shell)));
}

interface AdoptOptions {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** @returns the exit status */
async function adopt({ yes, dryRun, json }: AdoptOptions, shell: Shell): Promise<number> {
  if (yes === true && dryRun === true) {
    throw new StagegateError('input', "--yes and --dry-run can't be combined", {
      hint: 'Leave --dry-run out to write the files, or --yes to see them first.',
    });
  }
  const { planAdoption } = await import('../adopt/adopt.js');
  const { checkedText, describeAdoption, nextSteps, planText } = await import('./adopt-text.js');
  const adoption = await planAdoption(shell.cwd, shell.env);
  const { plan, hasPolicy } = adoption;
  const style = chooseStyle(shell.env, shell.stdout.isTTY === true);
  const canWrite = !hasPolicy && plan.files.length > 0;
  if (json !== true) shell.stdout.write(planText(adoption, style));
  const isAgreed = canWrite && dryRun !== true && (yes === true || (json !== true && (await ask(shell))));
  const written = isAgreed ? await adoption.write() : [];
  const checked = isAgreed ? await adoption.check() : [];
  if (json === true) {
    shell.stdout.write(`${JSON.stringify(describeAdoption(adoption, written, checked), null, 2)}\n`);
    return EXIT.done;
  }
  if (isAgreed) shell.stdout.write(checkedText(written, checked, style));
  else if (canWrite) shell.stdout.write(forTerminal('Nothing was written.') + '\n');
  if (isAgreed || hasPolicy) shell.stdout.write(nextSteps(adoption, checked));
  return EXIT.done;
}

/**
 * Asks on a terminal. Only a yes counts.
 * @throws StagegateError `input` without a terminal: a script must not take this for done
 */
async function ask({ stdout }: Shell): Promise<boolean> {
  if (!process.stdin.isTTY || stdout.isTTY !== true) {
    throw new StagegateError('input', "nothing was written: without a terminal, adopt can't ask", {
      hint: 'Pass --yes to write the files, or --dry-run to only see them.',
    });
  }
  const { createInterface } = await import('node:readline');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>((resolve) => {
    // Ctrl-C and Ctrl-D close it, which doesn't answer the question
    terminal.once('close', () => {
      stdout.write('\n');
      resolve('');
    });
    terminal.question('Write these files? [y/N] ', (text) => {
      terminal.removeAllListeners('close');
      resolve(text);
    });
  });
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

/**
 * init: like adopt, but looks for nothing. Writes a policy, a workflow, and a manifest unless the registry is a server.
 */
export function addInit(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('init')
    .description('write a policy, a manifest and a workflow to start from; existing files stay as they are')
    .option('--registry <path>', 'manifest file or folder, or MLflow server (default: models.yaml)')
    .option('--json', 'print one JSON document on stdout')
    .action(async ({ json, registry }: { json?: true; registry?: string }) => {
      const { writeStarter } = await import('../adopt/write.js');
      const { created, kept, notes, isServer } = await writeStarter(shell.cwd, registry, shell.env);
      const text = [
        ...created.map((path) => `wrote ${path}`),
        ...kept.map((path) => `kept  ${path} (it was there)`),
        ...notes,
        '',
        'Next: name your model and its gates in the policy, then',
        ...(isServer ? [] : ['  stagegate register --model my-model --source …']),
        '  stagegate check --model my-model --version 1 --stage Staging',
      ];
      printReport(
        { status: EXIT.done, json: { created, kept }, text: () => `${text.map(forTerminal).join('\n')}\n` },
        json === true,
        shell,
      );
      finish(EXIT.done);
    });
}
