import { MAX_REPORT_BYTES, UnreadableReport } from '../evidence.js';

/** A record's length (8 bytes) and the length's checksum (4) are before it, the record's own checksum (4) after it. */
const [LENGTH, CHECKSUM] = [8, 4];
/** Castagnoli's polynomial, its bits in reverse. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc >>> 0;
});
const MASK = 0xa282ead8;

/**
 * The records of a TFRecord file. Both checksums of each must be right.
 * @throws UnreadableReport
 */
export function readRecords(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length > MAX_REPORT_BYTES)
    throw new UnreadableReport('is larger than the 16 MiB that a report may have');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const where = `record ${records.length + 1}`;
    const start = at + LENGTH + CHECKSUM;
    if (start > bytes.length) throw new UnreadableReport(`is cut off in ${where}`);
    const isHeader = view.getUint32(at + LENGTH, true) === checksum(bytes.subarray(at, at + LENGTH));
    if (!isHeader && records.length === 0)
      throw new UnreadableReport('is binary, neither text nor a TFRecord file');
    if (!isHeader) throw new UnreadableReport(`is damaged: the checksum of the length of ${where} is wrong`);
    const end = start + Number(view.getBigUint64(at, true));
    if (end + CHECKSUM > bytes.length) throw new UnreadableReport(`is cut off in ${where}`);
    const record = bytes.subarray(start, end);
    if (view.getUint32(end, true) !== checksum(record))
      throw new UnreadableReport(`is damaged: the checksum of ${where} is wrong`);
    records.push(record);
    at = end + CHECKSUM;
  }
  return records;
}

/** The masked CRC32C that TensorFlow writes. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + MASK) >>> 0;
}
