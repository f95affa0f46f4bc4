import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import { writeStarter } from '../workspace/starter.js';
import { forTerminal } from '../text/safe.js';
import { printReport, type Shell } from './terminal.js';

/** init: a policy, a manifest unless a server is the registry, and a workflow; what is there stays as it is. */
export function addInitCommand(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('init')
    .description('write a policy, a manifest and a workflow to start from; existing files stay as they are')
    .option('--registry <path>', 'manifest file or folder, or MLflow server (default: models.yaml)')
    .option('--json', 'print one JSON document on stdout')
    .action(async ({ json, registry }: { json?: true; registry?: string }) => {
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
