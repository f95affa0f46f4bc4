import { nameServer, type FailureContext } from './explanation.js';
import { readWords, type Answer } from './outcome.js';

/** Characters of what is no answer of MLflow's: enough to recognise a login page. */
const GLIMPSE = 80;

/** `MLflow at … answered 404: RESOURCE_DOES_NOT_EXIST: Registered Model … not found`. */
export function say(answer: Answer, { settings, quote }: FailureContext): string {
  const { errorCode, message } = readWords(answer);
  const words = [errorCode, message].filter((part) => part !== null && part !== '');
  const told = words.length > 0 ? quote(words.join(': ')) : glimpse(answer, { settings, quote });
  return `${nameServer(settings)} answered ${answer.status}${told === '' ? '' : `: ${told}`}`;
}

/** The beginning of a text that is not MLflow's JSON; of a page, its words. */
export function glimpse({ text, contentType }: Answer, { quote }: FailureContext): string {
  const isPage = contentType === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text);
  return quote(isPage ? readPage(quote(text, PAGE)) : text, GLIMPSE);
}

/** Characters of a page that are looked at: its head may be long. */
const PAGE = 8_000;

function readPage(html: string): string {
  return html.replace(/<(style|script)\b.*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
}
