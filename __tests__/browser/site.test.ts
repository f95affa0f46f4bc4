import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { mustCli } from '../bundle/support/churn.js';
import { rowsFor } from '../support/full.js';
import { makeSiteRegistry, SITE_POLICY } from '../support/site-registry.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { axe, serve, visit } from './support/browser.js';

/** What somebody could be called who wants to be more than a name. */
const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  "'-alert(3)-'",
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  'javascript:alert(4)',
  '\u202egnp.exe',
  '${alert(5)}`{{7*7}}',
  '%2F%00#?&=',
  'x](javascript:alert(6))',
  '"; rm -rf / #',
  '$(id)',
  'n'.repeat(300),
] as const;
/** All at once, as one text; a line of its own for what a runner would obey. */
const ALL = `${HOSTILE.join(' ')}\n::set-output name=decision::promoted`;

const FROZEN = `  churn:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        from: [Staging]
        soak: 7d
        freeze: [{from: 2020-01-01, to: 2099-12-31, timezone: UTC, reason: audit}]
        live: {report: live.json, within: 1h, gates: [{metric: error_rate, max: 0.01}]}
`;

let workspace: Workspace;
let moved: Workspace;
let altered: Workspace;
let partly: Workspace;
let hostile: Workspace;
let large: Workspace;

const make = async (names: readonly string[], options: object, policy = ''): Promise<Workspace> => {
  const { files } = makeSiteRegistry(names, { now: Date.now(), ...options });
  const made = makeWorkspace(
    { ...files, '.github/stagegate.yml': `${SITE_POLICY}${policy}` },
    { lifetime: 'file' },
  );
  await mustCli(made, 'site --out _site');
  return made;
};

const NAMES = ['fraud-detector', 'churn', 'ranking'] as const;

/** Somebody edited the manifest: two versions in Production, one in Staging that the history has in Archived. */
function moveByHand(files: Readonly<Record<string, string>>): Record<string, string> {
  type Versions = Record<string, { stage: string }>;
  const manifest = JSON.parse(files['models.json'] ?? '') as {
    models: Record<string, { versions: Versions }>;
  };
  const versions = manifest.models['churn']?.versions ?? {};
  Object.assign(versions['3'] ?? {}, { stage: 'Production' });
  Object.assign(versions['5'] ?? {}, { stage: 'Staging' });
  return { ...files, 'models.json': JSON.stringify(manifest) };
}

/** Somebody edited a line of the history. */
function alter(history: string): string {
  const lines = history.split('\n');
  lines[4] = (lines[4] ?? '').replace(/"actor": ?"[^"]*"/, '"actor":"eve"');
  return lines.join('\n');
}

/** A registry of one file per model, and the history of `ranking` altered. */
function inFolder(now: number): Record<string, string> {
  const entries = NAMES.flatMap((name) => {
    const { files } = makeSiteRegistry([name], { now, versions: 12 });
    const history = files['models.history.jsonl'] ?? '';
    return [
      [`models/${name}.json`, files['models.json'] ?? ''],
      [`models/${name}.history.jsonl`, name === 'ranking' ? alter(history) : history],
    ];
  });
  return { ...(Object.fromEntries(entries) as Record<string, string>) };
}

async function publish(files: Readonly<Record<string, string>>, policy = SITE_POLICY): Promise<Workspace> {
  const made = makeWorkspace({ ...files, '.github/stagegate.yml': policy }, { lifetime: 'file' });
  await mustCli(made, 'site --out _site');
  return made;
}

const at = (site: Workspace, hash = '#/'): string =>
  `${pathToFileURL(site.path('_site/index.html')).href}${hash}`;
const models = (page: Page) => page.locator('table.stages tbody th').allInnerTexts();
const open = (model: string): string => `#/model/${encodeURIComponent(model)}`;

beforeAll(async () => {
  workspace = await make(['fraud-detector', 'churn', 'ranking'], { versions: 12 }, FROZEN);
  const { files } = makeSiteRegistry(NAMES, { now: Date.now(), versions: 12 });
  moved = await publish(moveByHand(files));
  altered = await publish({ ...files, 'models.history.jsonl': alter(files['models.history.jsonl'] ?? '') });
  partly = await publish(inFolder(Date.now()), SITE_POLICY.replace('models.json', 'models'));
  const nasty = { actor: ALL, reason: ALL, metric: ALL, tag: ALL };
  hostile = await make(HOSTILE, { versions: 8, texts: nasty });
  const names = Array.from({ length: 1000 }, (_, number) => `model-${String(number).padStart(4, '0')}`);
  large = await make(names, { versions: 20, lines: 8 });
}, 180_000);

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [390, 1280] as const;
/** By day each scheme and each width once. */
const LOOKS = SCHEMES.flatMap((colorScheme, scheme) =>
  rowsFor(WIDTHS, { at: scheme, of: 2 }).map((width) => [colorScheme, width] as const),
);

describe.each(LOOKS)('in %s, %i pixels wide', (colorScheme, width) => {
  const look = { colorScheme, viewport: { width, height: 844 } };

  test.each<[what: string, site: () => Workspace, hash: string, title: string]>([
    ['the models', () => workspace, '#/', 'Models'],
    ['a past day', () => workspace, '#/?at=2020-01-01', 'Models'],
    ['a model', () => workspace, open('fraud-detector'), 'fraud-detector'],
    ['a frozen model', () => workspace, open('churn'), 'churn'],
    ['the history', () => workspace, '#/history', 'History'],
    ['a model that is not there', () => workspace, '#/model/none', 'No such model'],
    ['models moved by hand', () => moved, '#/', 'Models'],
    ['a model moved by hand', () => moved, open('churn'), 'churn'],
    ['models with an altered history', () => altered, '#/', 'Models'],
    ['an altered history', () => altered, '#/history', 'History'],
    ['models of which one is unreadable', () => partly, '#/', 'Models'],
    ['a model that is unreadable', () => partly, open('ranking'), 'ranking'],
    ['a history without a model', () => partly, '#/history', 'History'],
  ])('%s: axe finds nothing, nothing is cut off, and no request leaves', async (_, site, hash, title) => {
    const { page, requests, faults, close } = await visit(at(site(), hash), look);
    expect(await page.locator('h1').innerText()).toBe(title);
    // the date's field comes with the history
    if (site() !== altered && (hash.startsWith('#/?') || hash === '#/')) await page.locator('#at').waitFor();
    for (const summary of await page.locator('details > summary').all()) {
      const isFew = (await page.locator('details[open]').count()) < 4;
      if (isFew) await summary.click();
    }
    const found = await axe(page);
    expect(found.violations).toEqual([]);
    expect(found.passes).toBeGreaterThan(15);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
    await close();
  });
});

describe('the models', () => {
  test('say what is in each stage, and what needs attention', async () => {
    const { page, close } = await visit(at(workspace));
    expect(await models(page)).toEqual(['churn', 'fraud-detector', 'ranking']);
    const row = page.locator('table.stages tbody tr').nth(1);
    expect(await row.innerText()).toMatch(/fraud-detector\s+v12\s*since .*\s+v10\s*since /);
    const notices = await page.locator('.notices').innerText();
    expect(notices).toMatch(/Frozen\s+churn: Production is frozen: audit, until 1 Jan 2100/);
    await close();
  });

  test('are found by name, by the keyboard alone', async () => {
    const { page, close } = await visit(at(workspace));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('searchbox', { name: 'Find a model' }).focus();
    await page.keyboard.type('rank');
    expect(await models(page)).toEqual(['ranking']);
    await page.getByRole('link', { name: 'ranking', exact: true }).last().focus();
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'ranking' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('ranking');
    expect(await page.title()).toBe('ranking · models.json · Stagegate');
    await close();
  });

  test('show the state at a past day as the command line tells it', async () => {
    const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
    const { page, close } = await visit(at(workspace));
    await page.locator('#at').fill(day);
    await page.locator('h2', { hasText: 'on that day' }).waitFor();
    expect(page.url()).toContain(`at=${day}`);
    const shown = await page.locator('table.stages tbody tr').allInnerTexts();
    const { stdout } = await mustCli(workspace, `history --at ${day} --json`);
    const { versions } = JSON.parse(stdout) as {
      versions: { model: string; version: string; stage: string }[];
    };
    const told = versions.filter(({ stage }) => stage !== 'Archived');
    expect(told.length).toBeGreaterThan(3);
    for (const { model, version } of told)
      expect(shown.find((row) => row.startsWith(model))).toMatch(new RegExp(`\\bv${version}\\b`));
    const counted = shown.join(' ').match(/\bv\d+\b/g) ?? [];
    expect(counted).toHaveLength(told.length);
    // the slider moves the date
    await page.getByRole('slider', { name: 'Day' }).focus();
    await page.keyboard.press('ArrowLeft');
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    expect(await page.locator('#at').inputValue()).toBe(before);
    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('h2', { hasText: 'stage now' }).waitFor();
    expect(page.url()).not.toContain('at=');
    await close();
  });
});

describe('a registry that does not verify', () => {
  test('says so for versions that were moved by hand, where they are shown', async () => {
    const { page, close } = await visit(at(moved));
    expect(await page.locator('.banner').innerText()).toBe(
      'This registry doesn’t verify. 1 model can’t be read or differs from the history: what the page says about it may be wrong. Run stagegate verify.',
    );
    await page.goto(at(moved, open('churn')));
    await page.locator('h1', { hasText: 'churn' }).waitFor();
    expect(await page.locator('.banner').innerText()).toMatch(
      /This model doesn’t verify\.\s+version 3 is in Production[^]*version 5 is in Staging[^]*stagegate acknowledge/,
    );
    const shown = await page.locator('.stage .version').allInnerTexts();
    expect(shown).toEqual(["v5 Doesn't verify", "v3 Doesn't verify", 'v12']);
    await page.locator('#at').fill('2020-01-01');
    await page.locator('.stage .version', { hasText: 'empty' }).first().waitFor();
    expect(await page.locator('.stage .pill.bad').count()).toBe(0);
    await close();
  });

  test('never says that nothing is in Production because nothing can be read', async () => {
    const { page, close } = await visit(at(altered));
    expect(await page.locator('.tiles').innerText()).toMatch(
      /0\s+with a version in Production, 3 unknown\s+0\s+changed in the last 30 days, 3 unknown[^]*lines of history, without 3 models/,
    );
    expect(await page.locator('table.stages tbody tr').allInnerTexts()).toEqual(
      ['churn', 'fraud-detector', 'ranking'].map((name) =>
        expect.stringMatching(new RegExp(`^${name}\\s+Unreadable\\s+unknown\\s+unknown\\s+unknown`)),
      ),
    );
    await page.goto(at(altered, '#/history'));
    await page.locator('h1', { hasText: 'History' }).waitFor();
    expect(await page.locator('.banner').innerText()).toBe(
      'Lines are missing here. The history of these models can’t be read: churn, fraud-detector, ranking.',
    );
    await close();
  });

  test('keeps what can be read', async () => {
    const { page, close } = await visit(at(partly));
    expect(await page.locator('.tiles').innerText()).toMatch(/2\s+with a version in Production, 1 unknown/);
    await page.locator('#at').fill(new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10));
    await page.locator('h2', { hasText: 'on that day' }).waitFor();
    const rows = await page.locator('table.stages tbody tr').allInnerTexts();
    expect(rows[0]).toMatch(/^churn\s+v\d/);
    expect(rows[2]).toMatch(/^ranking\s+Unreadable\s+unknown\s+unknown$/);
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await page.locator('details.line').first().waitFor();
    expect(await page.locator('.banner').innerText()).toContain('can’t be read: ranking.');
    await close();
  });
});

describe('a model', () => {
  test('shows charts that the keyboard reads, marks, gates and links', async () => {
    const { page, close } = await visit(at(workspace, open('fraud-detector')));
    const plot = page.locator('.plot').first();
    await plot.locator('canvas').waitFor();
    expect(await plot.getAttribute('aria-label')).toMatch(/^accuracy of 12 versions\. in use v10: 0\.931 /);
    const readout = page.locator('.readout').first();
    expect(await readout.innerText()).toMatch(/^v10: 0\.931 \(0\.92\d+ to 0\.94\d*\), in use$/);
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    expect(await readout.innerText()).toMatch(/^v1: 0\.8/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await readout.innerText()).toMatch(/^v3: .*, blocked$/);
    const versions = page.locator('table.versions tbody tr');
    expect(await versions.count()).toBe(12);
    expect(await versions.nth(1).innerText()).toMatch(/v11[^]*blocked for Production/);
    expect(await versions.nth(6).innerText()).toMatch(/v6[^]*taken out of Production rollback to version 5/);
    const forced = page.locator('details.line', { hasText: 'forced' }).first();
    await forced.locator('summary').click();
    await forced.locator('table.gates').waitFor();
    expect(await forced.innerText()).toMatch(
      /Reason: hotfix, see incident 17[^]*accuracy max-regression[^]*0\.5%/,
    );
    const links = await forced
      .locator('a')
      .evaluateAll((all) => all.map((each) => (each as unknown as { href: string }).href));
    expect(links).toEqual([
      expect.stringMatching(/^https:\/\/github\.com\/acme\/models\/actions\/runs\/\d+$/),
      expect.stringMatching(/^https:\/\/github\.com\/acme\/models\/commit\/[0-9a-f]{40}$/),
      expect.stringMatching(/^https:\/\/github\.com\/acme\/models\/pulls\?q=is%3Apr\+[0-9a-f]{40}$/),
    ]);
    await close();
  });

  test('whose data are missing is told, and the page goes on', async () => {
    const own = await make(['a', 'b'], { versions: 3 });
    rmSync(own.path('_site/data/m0.js'));
    const { page, close } = await visit(at(own));
    await page.getByRole('link', { name: 'a', exact: true }).last().click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('data/m0.js could not be loaded');
    await page.getByRole('link', { name: 'Models' }).click();
    await page.locator('h1', { hasText: 'Models' }).waitFor();
    await close();
  });
});

describe('the history', () => {
  const count = async (page: Page) =>
    Number(/^[\d,]+/.exec(await page.locator('main p[role=status]').innerText())![0].replace(',', ''));

  test('is filtered by model, stage, actor and outcome, and the address keeps the filters', async () => {
    const { page, close } = await visit(at(workspace, '#/history'));
    const all = await count(page);
    await page.getByLabel('Model').fill('rank');
    const ofModel = await count(page);
    await page.getByLabel('Stage').selectOption('Production');
    const ofStage = await count(page);
    await page.getByLabel('Actor').selectOption('ben');
    const ofActor = await count(page);
    await page.getByLabel('Outcome').selectOption('rolled back');
    const ofOutcome = await count(page);
    const counts = [all, ofModel, ofStage, ofActor, ofOutcome];
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(new Set(counts).size).toBe(5);
    expect(await page.locator('details.line').allInnerTexts()).toHaveLength(ofOutcome);
    const url = page.url();
    expect(url).toMatch(/#\/history\?model=rank&stage=Production&actor=ben&outcome=rolled\+back$/);
    await close();
    const again = await visit(url);
    expect(await count(again.page)).toBe(ofOutcome);
    await again.page.getByRole('button', { name: 'Clear' }).click();
    await again.page.waitForFunction(
      (lines) => document.querySelector('main p[role=status]')?.textContent.startsWith(String(lines)),
      all,
    );
    await again.close();
  });
});

describe('hostile names', () => {
  test('are text everywhere: nothing runs, nothing is requested, and nothing is markup', async () => {
    const { page, requests, faults, close } = await visit(at(hostile));
    expect((await models(page)).sort()).toEqual(
      [...HOSTILE].map((name) => name.replace('\u202e', '')).sort(),
    );
    for (const name of HOSTILE) {
      await page.goto(at(hostile, open(name)));
      const shown = name.replace('\u202e', '');
      await page.waitForFunction((title) => document.querySelector('h1')?.textContent === title, shown);
      await page.locator('details.line summary').first().click();
      await page.locator('.event-details').first().waitFor();
      expect(
        await page.locator('main img, main script, main svg, main iframe, main b > script').count(),
      ).toBe(0);
      const addresses = await page
        .locator('main a')
        .evaluateAll((all) => all.map((each) => each.getAttribute('href')));
      expect(
        addresses.filter((href) => !/^(#\/|badges\/[\w.-]+$|https:\/\/github\.com\/)/.test(href ?? '')),
      ).toEqual([]);
    }
    await page.goto(at(hostile, '#/history'));
    await page.locator('details.line').first().waitFor();
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
    await close();
  });

  test('as versions are refused, and the page says so in text', async () => {
    const versions = [...HOSTILE, '-rf', 'x\n::set-output name=decision::promoted', '1.0'];
    const files = versions.map((version, number) => [
      `models/model-${number}.json`,
      `{"models": {"model-${number}": {"versions": {"1": {"stage": "Staging"}, ${JSON.stringify(version)}: {"stage": "Production"}}}}}`,
    ]);
    const longest = '9'.repeat(18);
    const good = `{"models": {"good": {"versions": {${JSON.stringify(longest)}: {"stage": "Production"}}}}}`;
    const site = await publish(
      { ...(Object.fromEntries(files) as Record<string, string>), 'models/good.json': good },
      SITE_POLICY.replace('models.json', 'models'),
    );
    const look = { viewport: { width: 390, height: 844 } };
    const { page, requests, faults, close } = await visit(at(site), look);
    expect(await page.locator('table.stages .pill', { hasText: 'Unreadable' }).count()).toBe(versions.length);
    expect(await page.locator('table.stages .holder').allInnerTexts()).toEqual([`v${longest}`]);
    for (const [number] of versions.entries()) {
      await page.goto(at(site, open(`model-${number}`)));
      await page.waitForFunction(
        (title) => document.querySelector('h1')?.textContent === title,
        `model-${number}`,
      );
      expect(await page.locator('.banner').innerText()).toContain('is not a version number');
      expect(await page.locator('main img, main script, main svg, main iframe').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      const badge = site.read(`_site/badges/model-${number}-Production.json`);
      expect(JSON.parse(badge)).toMatchObject({ message: 'unreadable', isError: true });
    }
    expect((await axe(page)).violations).toEqual([]);
    await page.goto(at(site, open('good')));
    await page.locator('h1', { hasText: 'good' }).waitFor();
    expect(await page.locator('.stage.target .version').innerText()).toContain(`v${longest}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
    await close();
  });

  test('the policy of the page lets no text become markup or script, even if the page would', async () => {
    const { page, faults, close } = await visit(at(workspace));
    const refused = await page.evaluate(() => {
      const tried: string[] = [];
      const attempt = (name: string, work: () => unknown) => {
        try {
          work();
        } catch {
          tried.push(name);
        }
      };
      attempt('innerHTML', () => (document.body.innerHTML = '<img src=x>'));
      attempt('script', () => (document.createElement('script').src = 'https://evil.example/x.js'));
      return tried;
    });
    expect(refused).toEqual(['innerHTML', 'script']);
    expect(faults.join()).toContain("requires 'TrustedHTML'");
    await close();
  });
});

describe('published', () => {
  test('it works from a server below a path, too', async () => {
    const address = await serve(workspace.path('_site'));
    const { page, requests, faults, close } = await visit(`${address}${open('churn')}`);
    expect(await page.locator('.stage').count()).toBe(2);
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('details.line').first().waitFor();
    const badge = await page.request.get(`${address}badges/churn-Production.json`);
    expect(await badge.json()).toMatchObject({ schemaVersion: 1, label: 'churn Production' });
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
    await close();
  });

  test('the choice of a theme holds, and paper is light', async () => {
    const address = await serve(workspace.path('_site'));
    const { page, close } = await visit(address, { colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    const button = page.getByRole('button', { name: /^Theme/ });
    await button.click();
    await button.click();
    expect(await button.innerText()).toBe('Theme: dark');
    expect(await background()).not.toBe(light);
    await page.reload();
    await page.waitForSelector('h1');
    expect(await page.getByRole('button', { name: /^Theme/ }).innerText()).toBe('Theme: dark');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await background()).toBe(light);
    expect((await page.pdf()).length).toBeGreaterThan(5_000);
    await close();
  });

  test.each(['#/', open('churn'), '#/history'])(
    'on paper %s has no controls, and its marks keep their colours',
    async (hash) => {
      const { page, close } = await visit(at(moved, hash), { viewport: { width: 794, height: 1123 } });
      await page.locator('.tiles, .timeline .lines').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      for (const control of ['header', '.tools', '.filters', 'button.more', 'input[type=range]'])
        expect(await page.locator(control).filter({ visible: true }).count()).toBe(0);
      const adjusted = await page
        .locator('.pill, .mark')
        .evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).printColorAdjust))]);
      expect(adjusted).toEqual(['exact']);
      expect(await page.locator('footer').innerText()).toMatch(/^Made from models\.json by stagegate \d/);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect((await axe(page)).violations).toEqual([]);
      await close();
    },
  );
});

describe('1,000 models with 20 versions and 10,000 lines', () => {
  test('the first view loads the index alone, and a model when it is opened', async () => {
    const { page, close } = await visit(at(large));
    const scripts = () =>
      page.evaluate(() =>
        [...document.scripts]
          .map(({ src }) => /data\/(\w+)\.js/.exec(src)?.[1])
          .filter((name) => name !== undefined),
      );
    expect((await scripts()).filter((name) => name.startsWith('m'))).toEqual([]);
    expect(await models(page)).toHaveLength(100);
    await page.getByRole('searchbox', { name: 'Find a model' }).fill('0777');
    await page.getByRole('link', { name: 'model-0777', exact: true }).click();
    await page.locator('h1', { hasText: 'model-0777' }).waitFor();
    expect((await scripts()).filter((name) => name.startsWith('m'))).toEqual(['m777']);
    expect(await page.locator('table.versions tbody tr').count()).toBe(20);
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('details.line').first().waitFor();
    expect(await page.locator('details.line').count()).toBe(100);
    expect(await page.locator('main p[role=status]').innerText()).toBe('9,666 lines');
    await page.getByRole('button', { name: /^Show 100 more/ }).click();
    expect(await page.locator('details.line').count()).toBe(200);
    await close();
  });

  test('all models can be shown at once', async () => {
    const { page, close } = await visit(at(large));
    await page.getByRole('button', { name: 'Show all 1,000 models' }).click();
    expect(await models(page)).toHaveLength(1000);
    await close();
  });
});
