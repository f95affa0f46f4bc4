import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import { writeStarter } from '../workspace/starter.js';
import { forTerminal } from '../render/safe.js';
import { printReport, type Shell } from './terminal.js';

/** init: a policy and a manifest to start from; what is there stays as it is. */
export function addInitCommand(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('init')
    .description('write a policy, a manifest and a workflow to start from; existing files stay as they are')
    .option('--json', 'print one JSON document on stdout')
    .action(async ({ json }: { json?: true }) => {
      const { created, kept } = await writeStarter(shell.cwd);
      const text = [
        ...created.map((path) => `wrote ${path}`),
        ...kept.map((path) => `kept  ${path} (it was there)`),
        '',
        'Next: name your model and its gates in the policy, then',
        '  stagegate register --model my-model --source …',
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
