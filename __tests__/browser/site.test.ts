import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { mustCli } from '../bundle/support/churn.js';
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

const at = (site: Workspace, hash = '#/'): string =>
  `${pathToFileURL(site.path('_site/index.html')).href}${hash}`;
const models = (page: Page) => page.locator('table.stages tbody th').allInnerTexts();
const open = (model: string): string => `#/model/${encodeURIComponent(model)}`;

beforeAll(async () => {
  workspace = await make(['fraud-detector', 'churn', 'ranking'], { versions: 12 }, FROZEN);
  const nasty = { actor: ALL, reason: ALL, metric: ALL, tag: ALL };
  hostile = await make(HOSTILE, { versions: 8, texts: nasty });
  const names = Array.from({ length: 1000 }, (_, number) => `model-${String(number).padStart(4, '0')}`);
  large = await make(names, { versions: 20, lines: 8 });
}, 180_000);

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [390, 1280] as const;
const LOOKS = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => [colorScheme, width] as const));

describe.each(LOOKS)('in %s, %i pixels wide', (colorScheme, width) => {
  const look = { colorScheme, viewport: { width, height: 844 } };

  test.each([
    ['the models', '#/', 'Models'],
    ['a past day', '#/?at=2020-01-01', 'Models'],
    ['a model', open('fraud-detector'), 'fraud-detector'],
    ['a frozen model', open('churn'), 'churn'],
    ['the history', '#/history', 'History'],
    ['a model that is not there', '#/model/none', 'No such model'],
  ])('%s: axe finds nothing, nothing is cut off, and no request leaves', async (_, hash, title) => {
    const { page, requests, faults, close } = await visit(at(workspace, hash), look);
    expect(await page.locator('h1').innerText()).toBe(title);
    // the date's field comes with the history
    if (hash.startsWith('#/?') || hash === '#/') await page.locator('#at').waitFor();
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
