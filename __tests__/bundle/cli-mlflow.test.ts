import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { runAction } from '../support/run-action.js';
import { cli, cliJson, makeChurn, PROMOTE } from './support/churn.js';

/* What needs no MLflow server: a wrong address, and an option that only MLflow has. */

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.each([PROMOTE, 'verify', 'list-versions churn'])(
  '%s with a wrong port ends soon, with what, where and how to fix it',
  async (words) => {
    const url = `http://127.0.0.1:${String(await closedPort())}`;
    const { status, json, stderr } = await cliJson(makeChurn(), `${words} --registry ${url}`);
    const message = `MLflow at ${url} can't be reached: nothing listens there (tried 3 times)`;
    expect(status).toBe(3);
    expect(json).toEqual({
      error: {
        ...{ code: 'unavailable', message, file: null, line: null, column: null },
        hint: expect.stringMatching(/^Check that the server is running .* MLFLOW_HTTP_REQUEST_MAX_RETRIES /),
      },
    });
    expect(stderr).toContain(message);
  },
);

test.each([
  PROMOTE,
  'rollback churn Production --reason slow',
  'transition-stage churn 2 Production',
  'verify',
])('%s --prune-aliases is refused for a manifest, and changes nothing', async (words) => {
  const workspace = makeChurn();
  const before = workspace.files();
  const { status, stderr } = await cli(workspace, `${words} --prune-aliases`);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      "stagegate: prune-aliases only works with MLflow: aliases in models.yaml don't stand for stages\n  Leave prune-aliases out.\n",
  });
  expect(workspace.files()).toEqual(before);
});

test('the action takes it too', async () => {
  const inputs = { model: 'churn', version: '2', stage: 'Production', 'prune-aliases': 'true' };
  const run = await runAction({ workspace: makeChurn().root, inputs });
  expect(run).toMatchObject({
    status: 1,
    commands: [{ name: 'error', message: expect.stringContaining('prune-aliases only works with MLflow') }],
  });
});
