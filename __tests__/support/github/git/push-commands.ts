/** What one ref of a push is to become. */
export interface PushCommand {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

export interface Push {
  readonly commands: readonly PushCommand[];
  /** What the client can do: `report-status`, `side-band-64k`, … */
  readonly capabilities: readonly string[];
  /** The objects; empty when it only deletes. */
  readonly pack: Buffer;
}

/** Reads the body of `git-receive-pack` (gitprotocol-pack: pkt-lines of commands, a flush, the pack). */
export function readPush(body: Buffer): Push {
  const commands: PushCommand[] = [];
  let capabilities: string[] = [];
  let at = 0;
  for (;;) {
    const length = parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(length > 4)) break;
    const line = body.toString('utf8', at + 4, at + length);
    const [command = '', abilities] = line.split('\0');
    if (abilities !== undefined) capabilities = abilities.trim().split(' ');
    const [from, to, ...ref] = command.trim().split(' ') as [string, string, string];
    if (/^[0-9a-f]{40}$/.test(to)) commands.push({ from, to, ref: ref.join(' ') });
    at += length;
  }
  return { commands, capabilities, pack: body.subarray(at + 4) };
}

export interface Declined {
  readonly ref: string;
  readonly reason: string;
}

/** The answer to a push that is declined: what people read, and the reason for each ref. */
export function writeDeclined(push: Push, declined: readonly Declined[], words: readonly string[]): Buffer {
  const report = Buffer.concat([
    packetLine('unpack ok\n'),
    ...declined.map(({ ref, reason }) => packetLine(`ng ${ref} ${reason}\n`)),
    Buffer.from('0000'),
  ]);
  if (!push.capabilities.includes('side-band-64k')) return report;
  const told = words.length === 0 ? [] : [onBand(2, Buffer.from(words.map((line) => `${line}\n`).join('')))];
  return Buffer.concat([...told, onBand(1, report), Buffer.from('0000')]);
}

function packetLine(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

function onBand(band: number, bytes: Buffer): Buffer {
  return packetLine(Buffer.concat([Buffer.from([band]), bytes]));
}
