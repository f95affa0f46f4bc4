import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import { Stagegate } from '../../../src/index.js';
import { MemoryServer } from '../../unit/mlflow/support/memory-server.js';
import { answerRest } from '../../unit/mlflow/support/memory-rest.js';
import { openWorkspace, policyFor, source, stageByAlias, type Kind } from './benches.js';
import { uniqueName } from './servers.js';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Serves what is in memory on a port of this machine, until the test file ends. */
export async function serveMemory(memory: MemoryServer): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      answerRest(memory, { method: request.method ?? '', path: request.url ?? '', body }).then(
        (answer) => response.writeHead(answer.status, answer.headers).end(answer.body),
        (error: unknown) => response.destroy(error as Error),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The server in memory that the whole fault matrix runs on: it must do as the real ones. */
export function memoryKind(mode: 'auto' | 'aliases' = 'auto'): Kind {
  const memory = new MemoryServer();
  let served: Promise<string> | undefined;
  return {
    name: `MLflow in memory${mode === 'auto' ? '' : `, mode ${mode}`}`,
    open: async ({ stages = [], aliases = {} } = {}) => {
      const url = await (served ??= serveMemory(memory));
      const model = uniqueName('churn');
      if (stages.length > 0) await memory.createModel(model);
      for (const [at, stage] of stages.entries()) {
        await memory.createVersion(model, { source: source(model, at + 1), tags: {} });
        await put(memory, { model, version: String(at + 1), stage, mode });
      }
      for (const [alias, version] of Object.entries(aliases))
        await memory.setAlias({ name: model, version }, alias);
      const workspace = openWorkspace(policyFor(`{mlflow: "${url}", mode: ${mode}}`, model));
      return {
        model,
        workspace,
        stagegate: (options) => new Stagegate({ workspace: workspace.root, env: {}, ...options }),
        look: async () => {
          const pointing = (await memory.model(model))?.aliases ?? {};
          const versions = await memory.versions(model);
          return {
            stages: Object.fromEntries(
              versions.map(({ version, stage }) => [
                version,
                mode === 'aliases' ? stageByAlias(version, pointing) : stage!,
              ]),
            ),
            aliases: Object.fromEntries(
              Object.entries(pointing).filter(([alias]) => !['Staging', 'Production'].includes(alias)),
            ),
          };
        },
        moveByHand: (version, stage) => put(memory, { model, version, stage, mode, byHand: true }),
      };
    },
  };
}

/** As MLflow's own client would: a stage where there are stages, and its alias before stagegate's time. */
async function put(
  memory: MemoryServer,
  move: { model: string; version: string; stage: string; mode: string; byHand?: boolean },
): Promise<void> {
  const { model: name, version, stage, mode, byHand = false } = move;
  const at = { name, version };
  if (mode !== 'aliases' && stage !== 'None') await memory.transition(at, { stage, archiveExisting: false });
  if (byHand && mode !== 'aliases') return;
  if (['Staging', 'Production'].includes(stage)) await memory.setAlias(at, stage);
}
