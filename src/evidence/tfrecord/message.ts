import { UnreadableReport } from '../evidence.js';

/** What is on the wire: a varint, 8 bytes, bytes with their length, or 4 bytes. */
type Wire = bigint | Uint8Array;
interface Field {
  readonly type: number;
  readonly value: Wire;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
const SIZES: ReadonlyMap<number, number> = new Map([
  [FIXED64, 8],
  [FIXED32, 4],
]);
/** The most bytes of a varint: it has 64 bits, 7 in each byte. */
const VARINT_BYTES = 10;

/**
 * A message in the wire format of protocol buffers. Fields that aren't asked for are ignored. A field of another type
 * than asked for is refused, and so is one that must be there once and is there twice.
 */
export class Message {
  private readonly fields = new Map<number, Field[]>();

  /** @throws UnreadableReport when the bytes are not a message */
  constructor(private readonly bytes: Uint8Array) {
    for (let at = 0; at < bytes.length;) {
      const [tag, start] = this.readVarint(at);
      const [number, type] = [Number(tag >> 3n), Number(tag & 7n)];
      if (number === 0) throw broken();
      const [value, end] = this.readValue(type, start);
      const fields = this.fields.get(number);
      if (fields === undefined) this.fields.set(number, [{ type, value }]);
      else fields.push({ type, value });
      at = end;
    }
  }

  messages(number: number): Message[] {
    return this.all(number, BYTES).map((value) => new Message(value as Uint8Array));
  }

  message(number: number): Message | undefined {
    const value = this.one(number, BYTES);
    return value === undefined ? undefined : new Message(value as Uint8Array);
  }

  has(number: number): boolean {
    return this.fields.has(number);
  }

  /** Empty by default, as in proto3. */
  text(number: number): string {
    const value = this.one(number, BYTES);
    if (value === undefined) return '';
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(value as Uint8Array);
    } catch {
      throw new UnreadableReport('has a name or a slice in it that is not UTF-8 text');
    }
  }

  /** 0 by default. */
  integer(number: number): bigint {
    return BigInt.asIntN(64, (this.one(number, VARINT) as bigint | undefined) ?? 0n);
  }

  /** 0 by default. */
  double(number: number): number {
    return viewOf(this.one(number, FIXED64))?.getFloat64(0, true) ?? 0;
  }

  /** 0 by default. */
  float(number: number): number {
    return viewOf(this.one(number, FIXED32))?.getFloat32(0, true) ?? 0;
  }

  private one(number: number, type: number): Wire | undefined {
    const [value, other] = this.all(number, type);
    if (other !== undefined) throw new UnreadableReport(`has field ${number} twice in one message`);
    return value;
  }

  private all(number: number, type: number): Wire[] {
    const fields = this.fields.get(number) ?? [];
    if (fields.some((field) => field.type !== type)) throw broken();
    return fields.map(({ value }) => value);
  }

  private readValue(type: number, start: number): [value: Wire, end: number] {
    if (type === VARINT) return this.readVarint(start);
    const [length, from] = type === BYTES ? this.readVarint(start) : [BigInt(SIZES.get(type) ?? -1), start];
    const end = from + Number(length);
    if (length < 0n || end > this.bytes.length) throw broken();
    return [this.bytes.subarray(from, end), end];
  }

  private readVarint(start: number): [value: bigint, end: number] {
    let value = 0n;
    for (let at = 0; at < VARINT_BYTES; at += 1) {
      const byte = this.bytes[start + at];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << BigInt(7 * at);
      if (byte < 0x80) return [BigInt.asUintN(64, value), start + at + 1];
    }
    throw broken();
  }
}

function viewOf(value: Wire | undefined): DataView | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  return new DataView(value.buffer, value.byteOffset, value.byteLength);
}

function broken(): UnreadableReport {
  return new UnreadableReport(
    'is a TFRecord file, but not one of TensorFlow Model Analysis: name its metrics-….tfrecord',
  );
}
