import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createRequire } from 'node:module';
import { afterAll } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

let browser: Promise<Browser> | undefined;
const servers: Server[] = [];

afterAll(async () => {
  await (await browser)?.close();
  for (const server of servers) server.close();
});

/** A page that somebody has open, and what it did that it shouldn't. */
export interface Visit {
  readonly page: Page;
  /** Requests beyond the site's own files. */
  readonly requests: string[];
  /** Errors, dialogs, and what the Content-Security-Policy refused. */
  readonly faults: string[];
  close(): Promise<void>;
}

function findChromium(): string {
  return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
}

/** Opens an address in the machine's Chromium. @param options as Playwright's: width, colour scheme */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  // as root, as in CI, its sandbox doesn't start
  browser ??= chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  const context = await (await browser).newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  const own = new URL('.', url.replace(/[#?].*$/, '')).href;
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(own) || request.url().startsWith('data:,');
    if (!isOwn) requests.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  await page.waitForSelector('main h1');
  return { page, requests, faults, close: () => context.close() };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
  readonly passes: readonly unknown[];
}

/** What axe finds wrong, all of its rules; as root of the page, outside of its Content-Security-Policy. */
export async function axe(page: Page): Promise<{ violations: string[]; passes: number }> {
  // the debugger's evaluate isn't bound by the page's policy, but axe's requests for style sheets are
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as {
      axe: { run(options: object): Promise<AxeResults> };
    };
    const { violations, passes } = await loaded.run({ preload: false });
    // axe lists every element that passes: the list stays in the page, because sending it takes longer than making it
    return {
      violations: violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      ),
      passes: passes.length,
    };
  });
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** Serves a folder as GitHub Pages does, below a path. @returns the address of the folder */
export async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/models\//, '/'));
    try {
      const body = readFileSync(join(folder, path.endsWith('/') ? `${path}index.html` : path));
      response.setHeader('content-type', TYPES[extname(path) || '.html'] ?? 'text/plain');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end('not found');
    }
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/models/`;
}
