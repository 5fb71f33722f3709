import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** An entry of an archive, as hostile as can be: nothing of it is checked. */
export interface ArchiveEntry {
  readonly name: string;
  /** What a file holds. */
  readonly content?: string | Buffer;
  readonly mode?: number;
  /** A link, and where it leads. */
  readonly link?: string;
  /** In a tar: a hard link, and to which name. */
  readonly hardLink?: string;
  /** In a tar: the type of anything else: 3 a character device, 4 a block device, 6 a pipe. */
  readonly type?: '3' | '4' | '6';
  /** In a zip: the size that it pretends to have. */
  readonly pretended?: number;
}

const BLOCK = 512;
const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;

function tarHeader(entry: ArchiveEntry, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => header.write(text, at, 'utf8');
  const type = entry.type ?? (entry.hardLink !== undefined ? '1' : entry.link !== undefined ? '2' : entry.name.endsWith('/') ? '5' : '0');
  put(entry.name, 0);
  put(octal(entry.mode ?? (type === '5' ? 0o755 : 0o644), 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(1_700_000_000, 12), 136);
  put('        ', 148);
  put(type, 156);
  put(entry.hardLink ?? entry.link ?? '', 157);
  put('ustar\0' + '00', 257);
  put(octal(1, 8), 329);
  put(octal(3, 8), 337);
  put(`${octal(header.reduce((sum, byte) => sum + byte, 0), 7)} `, 148);
  return header;
}

/** A tar of these entries. */
export function tar(...entries: readonly ArchiveEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '');
    return [tarHeader(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** The same, compressed. */
export const tarGz = (...entries: readonly ArchiveEntry[]): Buffer => gzipSync(tar(...entries));

/** A zip of these entries, as made on Unix. Links are not compressed, for busybox does not take them so. */
export function zip(...entries: readonly ArchiveEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode, link, pretended } of entries) {
    const bytes = Buffer.from(link ?? content);
    const data = link === undefined ? deflateRawSync(bytes) : bytes;
    const type = link !== undefined ? 0o120777 : name.endsWith('/') ? 0o40000 | (mode ?? 0o755) : 0o100000 | (mode ?? 0o644);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(link === undefined ? 8 : 0, 4);
    common.writeUInt16LE(0x5800, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(pretended ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE((type << 16) >>> 0, 6);
    entry.writeUInt32LE(offset, 10);
    locals.push(local);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, entry, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
