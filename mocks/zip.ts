import { crc32 } from 'node:zlib'

export interface ZipEntry {
  /** With slashes between folders. */
  path: string
  content: Uint8Array
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END = 0x06054b50
/** "2.0", and that names are UTF-8 (APPNOTE.TXT, sections 4.4.3 and 4.4.4). */
const VERSION = 20
const UTF_8 = 1 << 11

/** A ZIP archive (PKWARE's APPNOTE.TXT, section 4.3) of files that are stored as they are, all of one date. */
export function zip(entries: readonly ZipEntry[], date: Date): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, content } of entries) {
    const name = Buffer.from(path, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(VERSION, 0)
    common.writeUInt16LE(UTF_8, 2)
    common.writeUInt16LE((date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1), 6)
    common.writeUInt16LE(((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(), 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.byteLength, 14)
    common.writeUInt32LE(content.byteLength, 18)
    common.writeUInt16LE(name.byteLength, 22)
    const local = Buffer.concat([number(LOCAL_HEADER), common, name, content])
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([number(CENTRAL_HEADER), short(VERSION), common, central, name]))
    parts.push(local)
    offset += local.byteLength
  }
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0)
  const end = Buffer.concat([
    number(END),
    short(0),
    short(0),
    short(entries.length),
    short(entries.length),
    number(size),
    number(offset),
    short(0),
  ])
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]))
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
