/**
 * True for a URI with a user or a password in it. Sooner one too many, since a password may hold what a URI's own
 * rules would end it at; only digits behind the colon are a port.
 */
export function hasCredentials(uri: string): boolean {
  return /:\/\/[^/?#]*(?::(?!\d+(?:[/?#]|$))[^@]*)?@/.test(uri);
}

/** The text with whatever stands between `://` and `@` left out. */
export function hideCredentials(text: string): string {
  return text.replace(/:\/\/[^@\n]*@/g, '://…@');
}
