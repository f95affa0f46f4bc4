/** What a call throws, or undefined. */
export function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
