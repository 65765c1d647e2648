// A zip file from texts, and texts from a zip file: what a browser can do by itself.

const TABLE = Uint32Array.from({length: 256}, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n
})

// The checksum that zip files use.
export function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}

// `files`: path -> text. Nothing is packed smaller: notebooks without pictures are small.
export function zipped(files, now = new Date()) {
  const coder = new TextEncoder(), parts = [], list = []
  const date = ((now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate()
  const time = (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1)
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const name = coder.encode(path), content = coder.encode(text)
    // Version 2.0, names in UTF-8, stored; the same fields stand in the list at the end.
    const fields = [20, 0x800, 0, time, date].flatMap(n => little(n, 2))
    fields.push(...little(crc32(content), 4), ...little(content.length, 4),
                ...little(content.length, 4), ...little(name.length, 2), 0, 0)
    parts.push([0x50, 0x4b, 3, 4], fields, name, content)
    list.push([0x50, 0x4b, 1, 2, 20, 0], fields, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], little(at, 4), name)
    at += 4 + fields.length + name.length + content.length
  }
  const length = list.reduce((sum, part) => sum + part.length, 0), count = Object.keys(files).length
  const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, ...little(count, 2), ...little(count, 2),
               ...little(length, 4), ...little(at, 4), 0, 0]
  return new Blob([...parts, ...list, end].map(part => Uint8Array.from(part)))
}

const little = (number, bytes) => Array.from({length: bytes}, (_, i) => (number >>> (8 * i)) & 255)

// path -> text for each file of a zip; an Error with a sentence if it is none.
export async function unzipped(buffer) {
  const view = new DataView(buffer), bytes = new Uint8Array(buffer), files = {}
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new Error('This is no zip file: choose the one that was downloaded here.')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const size = n => view.getUint16(at + n, true)
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + size(28)))
    const local = view.getUint32(at + 42, true)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const content = bytes.subarray(from, from + view.getUint32(at + 20, true))
    if (!path.endsWith('/')) files[path] = await unpacked(content, size(10), path)
    at += 46 + size(28) + size(30) + size(32)
  }
  return files
}

async function unpacked(content, method, path) {
  if (method === 0) return new TextDecoder().decode(content)
  if (method !== 8) throw new Error(`${path} is packed in a way that this page cannot read.`)
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(stream).text()
}
