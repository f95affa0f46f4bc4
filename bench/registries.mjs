import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/* Registries of any size, as a team would have them after years. */

/** A version as a training job registers it. */
function makeVersion(model, version, stage) {
  return {
    stage,
    source: `s3://models/${model}/${version}`,
    sha256: createHash('sha256').update(`${model} ${version}`).digest('hex'),
    'registered-at': '2026-11-01T10:00:00Z',
    metrics: { accuracy: 0.9 + (version % 97) / 1000 },
  };
}

/** The last version is in Production, the one before it in Staging. */
function makeVersions(model, count) {
  const stageOf = (version) => ['Production', 'Staging'][count - version] ?? 'None';
  return Array.from({ length: count }, (_, at) => [at + 1, makeVersion(model, at + 1, stageOf(at + 1))]);
}

/** One model's manifest, each version on a line. @param format `yaml` or `json` */
export function makeManifest(model, count, format) {
  const versions = makeVersions(model, count);
  if (format === 'json') {
    const lines = versions.map(([version, facts]) => `        "${version}": ${JSON.stringify(facts)}`);
    return `{\n  "models": {\n    "${model}": {\n      "versions": {\n${lines.join(',\n')}\n      }\n    }\n  }\n}\n`;
  }
  const lines = versions.map(([version, facts]) => {
    const pairs = Object.entries(facts).map(([key, value]) =>
      typeof value === 'object' ? `${key}: {accuracy: ${value.accuracy}}` : `${key}: ${write(value)}`,
    );
    return `      ${version}: {${pairs.join(', ')}}`;
  });
  return `models:\n  ${model}:\n    versions:\n${lines.join('\n')}\n`;
}

function write(value) {
  return value.includes(': ') || value.includes('//') ? `"${value}"` : value;
}

/** A history of one promotion, of the version that holds Production. */
export function makeHistory(model, version) {
  const entry = {
    time: '2026-11-02T10:00:00.000Z',
    action: 'promote',
    model,
    version: String(version),
    from: 'Staging',
    to: 'Production',
    archived: [],
    actor: 'bench',
    reason: null,
    forced: false,
    commit: null,
    run: null,
    'policy-sha256': null,
    'report-sha256': null,
    gates: [],
    beginning: { [version]: 'Staging', [version - 1]: 'Staging' },
    previous: null,
  };
  const body = JSON.stringify(entry);
  const seal = createHash('sha256').update(body).digest('hex');
  return `${body.slice(0, -1)},"sha256":"${seal}"}\n`;
}

/** A workspace with one manifest of one model. @returns the model's name */
export function writeManifest(folder, count, format) {
  start(folder, `models.${format}`);
  writeFileSync(join(folder, `models.${format}`), makeManifest('m', count, format));
  writeFileSync(join(folder, 'models.history.jsonl'), makeHistory('m', count));
  return 'm';
}

/** A workspace with a folder of models. @returns the name of one in the middle */
export function writeFolder(folder, models, versions) {
  start(folder, 'models');
  mkdirSync(join(folder, 'models'));
  for (let at = 0; at < models; at += 1) {
    const model = `model-${String(at).padStart(5, '0')}`;
    writeFileSync(join(folder, 'models', `${model}.yaml`), makeManifest(model, versions, 'yaml'));
    writeFileSync(join(folder, 'models', `${model}.history.jsonl`), makeHistory(model, versions));
  }
  return `model-${String(models >> 1).padStart(5, '0')}`;
}

function start(folder, registry) {
  mkdirSync(join(folder, '.github'), { recursive: true });
  const policy = `registry: ${registry}\nmodels: {"*": {stages: {Staging: {archive-existing: false}, Production: {}}}}\n`;
  writeFileSync(join(folder, '.github', 'stagegate.yml'), policy);
}
