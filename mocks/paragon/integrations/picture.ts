import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 480
const HEIGHT = 200

/**
 * A window with a bar and a button, in the place of the vendor's screenshots, which are theirs: what the SDK shows in its
 * instructions (`{DASHBOARD}/images/salesforce-install-package.png`). PNG, as its address says (W3C PNG, third edition).
 */
export function windowPicture(): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (__, x) => colourAt(x, y)),
  ])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  // Eight bits a pixel, each the place of a colour in the palette.
  header.set([8, 3], 8)
  const palette = Buffer.from('f4f5f7d0d5dd3b6fd4', 'hex')
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', header),
      chunk('PLTE', palette),
      chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** 0: background, 1: the window's bar and edge, 2: its button. */
function colourAt(x: number, y: number): number {
  if (x > 180 && x < 300 && y > 110 && y < 150) return 2
  const isEdge = x < 2 || x >= WIDTH - 2 || y >= HEIGHT - 2
  return y < 24 || isEdge ? 1 : 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
