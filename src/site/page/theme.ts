import { el } from './dom.js';

const KEY = 'stagegate-theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
type Theme = keyof typeof NEXT;

/**
 * Light or dark, as the system says or as chosen here. The choice is remembered if the browser lets the page store it.
 * @param changed called after each change of colours
 */
export function startTheme(changed: () => void): void {
  let theme = remembered();
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const isDark = theme === 'auto' ? system.matches : theme === 'dark';
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  };
  const update = () => {
    apply();
    changed();
  };
  apply();
  system.addEventListener('change', update);
  document.addEventListener('DOMContentLoaded', () => {
    const label = () => `Theme: ${theme}`;
    const button = el('button', { type: 'button', class: 'theme' }, label());
    button.addEventListener('click', () => {
      theme = NEXT[theme];
      update();
      button.textContent = label();
      remember(theme);
    });
    document.getElementById('tools')?.append(button);
  });
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // a browser may not let a page on disk store anything
  }
}
