import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** What GitHub makes of a Markdown text, as far as a reader or another account would notice it. */
export interface Rendered {
  readonly html: string;
  /** Opening and closing tags without attributes, in order: `h3`, `/h3`. */
  readonly tags: readonly string[];
  /** Targets of links, in order. */
  readonly links: readonly string[];
  /** Comments, hidden from readers. */
  readonly comments: readonly string[];
  /** What GitHub turns into a link, a notification or a picture in the text outside of code. */
  readonly live: readonly string[];
}

const VOID = new Set(['br', 'hr', 'img', 'input']);

/** Elements whose text GitHub leaves alone. */
const INERT = new Set(['code', 'pre', 'a']);

/** What GitHub's own filters look for in the text, after Markdown: mentions, references, commits, emoji, addresses. */
const LIVE = [
  /(?<![\w`/])@[a-z\d][a-z\d-]*/gi,
  /(?<![\w&])#\d+\b/g,
  /\bGH-\d+\b/gi,
  /\b[0-9a-f]{7,40}\b/gi,
  /:[\w+-]+:/g,
  /\b(?:https?|ftp):\/\/\S+/gi,
  /\bwww\.\w+/gi,
];

/**
 * Renders with a parser of GitHub's dialect, then looks for what GitHub's filters would act on.
 *
 * @throws Error when an element is not closed, or closed before what is in it
 */
export function renderAsGitHub(markdown: string): Rendered {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const tags: string[] = [];
  const links: string[] = [];
  const comments: string[] = [];
  const live: string[] = [];
  const open: string[] = [];
  for (const [token] of html.matchAll(/<!--[^]*?-->|<\/?[a-z][^>]*>|[^<]+|</gi)) {
    if (token.startsWith('<!--')) comments.push(token);
    else if (token.startsWith('<') && token.length > 1) {
      const [, close, name = ''] = /^<(\/?)([a-z\d]+)/i.exec(token) ?? [];
      tags.push(`${close}${name}`);
      const href = /href="([^"]*)"/.exec(token)?.[1];
      if (href !== undefined) links.push(unescape(href));
      if (close === '/') {
        const expected = open.pop();
        if (expected !== name) throw new Error(`</${name}> closes <${String(expected)}> in ${html}`);
      } else if (!VOID.has(name)) open.push(name);
    } else if (!open.some((name) => INERT.has(name))) {
      const text = unescape(token);
      live.push(...LIVE.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found)));
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('>, <')}> not closed in ${html}`);
  return { html, tags, links, comments, live };
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
