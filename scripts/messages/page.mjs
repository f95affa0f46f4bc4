/** The groups of the page, by what a reader is looking at. A message goes into the first group that takes it. */
const GROUPS = [
  error('input', 'Bad input', 2, 'A wrong flag, input, model, version, stage, file or setting.'),
  error('policy', 'Policy', 2, 'The policy is missing, wrong, or says nothing about this model or stage.'),
  error('manifest', 'Manifest', 2, 'The registry file can’t be read as a manifest.'),
  error('history', 'History', 2, 'The history was altered, merged or damaged.'),
  error('unsupported', 'Not supported', 2, 'Right in itself, but this release doesn’t do it.'),
  error(
    'unavailable',
    'Unavailable',
    3,
    'A file, git, GitHub or the server couldn’t be reached, or refused.',
  ),
  error(
    'conflict',
    'Conflict',
    4,
    'Something else changed the registry at the same time, after all retries.',
  ),
  {
    title: 'Other errors',
    about: 'Messages that are given with the code of the error that they are about.',
    takes: ({ kind }) => kind === 'error',
  },
  {
    title: 'Gates',
    about:
      'Why a gate didn’t pass. `fail` blocks (exit status 1). `inconclusive` blocks unless the policy says otherwise. `skip` doesn’t block.',
    takes: ({ kind }) => kind === 'gate',
    parts: ({ gate }) => gate ?? 'other',
  },
  {
    title: 'Notices',
    about: 'Said beside an outcome, which they don’t change.',
    takes: ({ kind }) => kind === 'notice',
  },
  {
    title: 'Warnings about the policy',
    about: 'The policy works, but probably doesn’t mean this.',
    takes: ({ owner }) => /Warning/.test(owner ?? ''),
  },
  {
    title: 'Problems that verify and validate report',
    about: 'Where the registry, its history and the model files differ.',
    takes: ({ owner }) => /Verif|Finding|Exchange|Replay|Break/i.test(owner ?? ''),
  },
  {
    title: 'Problems of reports and test files',
    about: 'Why evidence can’t be used. The gates `evidence`, `metric` and `tests` fail with these.',
    takes: ({ owner, file }) => file.startsWith('src/evidence/') || owner === 'Problem',
  },
  {
    title: 'Problems of YAML files',
    about: 'They follow `not valid YAML:`.',
    takes: ({ file }) => file.includes('yaml'),
  },
  {
    title: 'Parts of other messages',
    about: 'Reasons and details that other messages quote.',
    takes: () => true,
  },
];

function error(code, title, status, about) {
  return {
    title,
    about: `Exit status ${status}. ${about}`,
    takes: (row) => (row.kind === 'error' ? row.code === code : row.kind === 'other' && isAbout(row, code)),
  };
}

/** Details that a policy error is made of. */
function isAbout({ owner, file }, code) {
  return code === 'policy' && file.startsWith('src/policy/') && !/Warning/.test(owner);
}

/** Messages by group, each once. */
export function groupRows(rows) {
  const said = rows.filter(({ kind }) => kind !== 'part' && kind !== 'other').map(({ text }) => text);
  const all = rows.flatMap(({ kind, text, hints }) => (kind === 'part' ? [] : [text, ...hints]));
  const groups = GROUPS.map((group) => ({ ...group, rows: new Map() }));
  for (const row of rows) {
    const file = row.file ?? '';
    // what another message quotes in full needs no line of its own
    if (row.kind === 'other' && said.some((text) => text.includes(row.text))) continue;
    if (row.kind === 'part' && all.some((text) => text.includes(row.text))) continue;
    const group = groups.find(({ takes }) => takes({ ...row, file }));
    const part = group.parts?.(row) ?? '';
    const key = `${part}\n${row.text}`;
    const known = group.rows.get(key);
    if (known === undefined)
      group.rows.set(key, {
        ...{ part, text: row.text, hints: new Set(row.hints), verdicts: new Set(row.verdicts ?? []) },
        ...{ files: new Set(row.file === null ? [] : [row.file]), cause: row.cause },
      });
    else {
      for (const each of row.hints) known.hints.add(each);
      for (const each of row.verdicts ?? []) known.verdicts.add(each);
      if (row.file !== null) known.files.add(row.file);
      known.cause ??= row.cause;
    }
  }
  return groups
    .map((group) => ({ ...group, rows: [...group.rows.values()].sort(bySearch) }))
    .filter((group) => group.rows.length > 0);
}

/** Sorts messages as people look for them: by their words, without the quotes and marks around these. */
function bySearch(a, b) {
  const key = ({ part, text }) =>
    `${part}\n${text
      .replaceAll(/[^\p{L}\p{N} ]/gu, '')
      .trim()
      .toLowerCase()}`;
  const [one, other] = [key(a), key(b)];
  if (one !== other) return one < other ? -1 : 1;
  return a.text < b.text ? -1 : 1;
}

export function renderGroups(groups, examples) {
  const index = groups.map(({ title, rows }) => `- [${title}](#${slug(title)}) (${rows.length})`);
  return [index.join('\n'), ...groups.map((group) => renderGroup(group, examples))].join('\n\n');
}

function renderGroup({ title, about, rows, parts }, examples) {
  if (parts === undefined) return `## ${title}\n\n${about}\n\n${table(rows, examples)}`;
  const names = [...new Set(rows.map(({ part }) => part))];
  const sections = names.map(
    (name) =>
      `### ${title}: ${name}\n\n${table(
        rows.filter(({ part }) => part === name),
        examples,
      )}`,
  );
  return `## ${title}\n\n${about}\n\n${sections.join('\n\n')}`;
}

function table(rows, examples) {
  const isGate = rows.some(({ verdicts }) => verdicts.size > 0);
  const hasHints = isGate || rows.some(({ hints }) => hints.size > 0);
  const head = hasHints ? ['message', isGate ? 'verdict' : 'what to do', 'source'] : ['message', 'source'];
  const lines = rows.map((row) => {
    const message = [code(row.text), ...told(row, examples)].join('<br>');
    const fix =
      [...row.verdicts].map((each) => `\`${each}\``).join(', ') || [...row.hints].map(plain).join('<br>or: ');
    const where =
      row.files.size === 0
        ? ''
        : [...row.files]
            .sort()
            .map((file) => `[${file.split('/').at(-1)}](../${file})`)
            .join(' ');
    return hasHints ? [message, fix, where] : [message, where];
  });
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Why it happens, where the source says so, and an example. */
function told({ text, cause }, examples) {
  const example = examples.of(text);
  return [
    ...(cause === null ? [] : [plain(cause)]),
    ...(example === null ? [] : [`Example: ${code(example)}`]),
  ];
}

function code(text) {
  const line = oneLine(text).replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function plain(text) {
  return oneLine(text).replaceAll(/[\\`*_[\]<>|~{}$#]/g, '\\$&');
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function slug(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}
