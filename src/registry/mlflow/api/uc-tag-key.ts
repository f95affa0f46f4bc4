/*
 * Unity Catalog refuses tag keys with any of `. , - = / :`. Ours have dots, as MLflow's own have: there they are
 * kept with these characters percent-encoded. Keys that are not ours are never written, and are read as they are.
 */

const RESERVED = /[%.,\-=/:]/g;
const OURS = 'stagegate%2E';

/** A key of ours as Unity Catalog keeps it. */
export function toCatalogKey(key: string): string {
  return key.replace(RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The key that a tag in Unity Catalog stands for. */
export function fromCatalogKey(key: string): string {
  if (!key.startsWith(OURS)) return key;
  return key.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
