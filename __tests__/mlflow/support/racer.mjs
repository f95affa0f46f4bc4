/**
 * One of several promoters in a race: a process of its own that waits for a line `{workspace, model, version}` on
 * stdin, promotes that version to Production with the committed library, and answers with a line.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [library] = process.argv.slice(2);
const { Stagegate, StagegateError, exitStatus } = await import(pathToFileURL(library).href);

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const { workspace, model, version } = JSON.parse(line);
  console.log(JSON.stringify(await promote(workspace, { model, version })));
}

async function promote(workspace, { model, version }) {
  const request = { model, version, stage: 'Production', reason: null, force: false };
  try {
    const { decision, previousVersion, notices } = await new Stagegate({ workspace }).promote(request);
    return { version, status: 0, decision, previousVersion, notices };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return { version, status: exitStatus(error), message: error.message };
  }
}
