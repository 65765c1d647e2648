// The learner's copies in the browser, by the rules of my_work (tools/launch/work.py).
//
// JupyterLite shows a file of the site until somebody saves it; from then on it shows the copy,
// which lies in the browser. What counts as work is the text of the cells: a copy that was only
// run follows a new edition, a changed one stays, and the new edition is put beside it, once.
import {crc32} from './zip.js'

export const FOLDER = 'my_work/', STORAGE = 'rnn-course', RECORD = 'rnn-course editions'
const SITE = new URL('.', import.meta.url)

// --- the browser's storage, as JupyterLite keeps it ----------------------------------------------

async function store(mode, what) {
  const base = await new Promise((resolve, reject) => {
    const asked = indexedDB.open(STORAGE)
    asked.onupgradeneeded = () => asked.result.createObjectStore('files')
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  try {
    return await new Promise((resolve, reject) => {
      if (!base.objectStoreNames.contains('files')) return resolve(undefined)
      const asked = what(base.transaction('files', mode).objectStore('files'))
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
  } finally { base.close() }
}

export const names = async () =>
  (await store('readonly', files => files.getAllKeys()) ?? [])
    .filter(key => key.startsWith(FOLDER)).map(key => key.slice(FOLDER.length))
export const read = async name =>
  (await store('readonly', files => files.get(FOLDER + name)))?.content
export const remove = name => store('readwrite', files => files.delete(FOLDER + name))

export function write(name, content) {
  const now = new Date().toISOString(), notebook = name.endsWith('.ipynb')
  const model = {
    name: name.split('/').pop(), path: FOLDER + name, created: now, last_modified: now, content,
    format: notebook ? 'json' : 'text', mimetype: notebook ? 'application/json' : 'text/plain',
    size: JSON.stringify(content).length, type: notebook ? 'notebook' : 'file', writable: true,
  }
  return store('readwrite', files => files.put(model, FOLDER + name))
}

// --- editions ------------------------------------------------------------------------------------

// What counts of a notebook: types and texts of its cells that are not empty. Null if it is none.
// tools/lite/contents.py computes the same.
export function edition(notebook) {
  try {
    const cells = notebook.cells.map(cell => [cell.cell_type, [].concat(cell.source).join('')])
    const text = cells.filter(([, text]) => text.trim()).map(cell => cell.join('\n')).join('\0')
    const bytes = new TextEncoder().encode(text)
    return `${crc32(bytes).toString(16).padStart(8, '0')}-${bytes.length}`
  } catch { return null }
}

export const course = async () => (await fetch(new URL('course.json', SITE))).json()
export const fromSite = async name =>
  (await fetch(new URL(`files/${FOLDER}${name}`, SITE), {cache: 'no-cache'})).json()

function record() {
  try { return JSON.parse(localStorage.getItem(RECORD)) ?? {} } catch { return {} }
}

// Apply the rules to all notebooks of the course; return sentences for the learner.
export async function bringUpToDate(notebooks) {
  const seen = record(), there = new Set(await names()), lines = []
  for (const {name, edition: current} of notebooks) {
    const entry = seen[name] ??= {}
    const mine = there.has(name) ? edition(await read(name)) : current
    if (mine === current) entry.copied = current
    else if (mine !== null && mine === entry.copied) {
      await remove(name)
      entry.copied = current
      lines.push(`${name} follows the new edition; you had not changed it.`)
    } else if (current !== entry.copied && current !== entry.offered) {
      const beside = name.replace('.ipynb', `.new-${current.slice(0, 6)}.ipynb`)
      if (!there.has(beside)) await write(beside, await fromSite(name))
      entry.offered = current
      lines.push(`${name} holds your work and was not touched; the new edition is beside it: ` +
        `${beside} (take over what you want to keep, then delete the one that you do not need).`)
    }
  }
  localStorage.setItem(RECORD, JSON.stringify(seen))
  return lines
}

// --- beginning again, taking away, bringing back -------------------------------------------------

// A name with the date that nothing has yet: E02_one_step_kept_2026-11-25.ipynb
async function freeName(name, word) {
  const there = new Set(await names()), stem = name.replace(/\.ipynb$/, '')
  const day = new Date().toISOString().slice(0, 10)
  for (let number = 1; ; number++) {
    const free = `${stem}_${word}_${day}${number === 1 ? '' : `_${number}`}.ipynb`
    if (!there.has(free)) return free
  }
}

export async function beginAgain(name) {
  const kept = await freeName(name, 'kept')
  await write(kept, await read(name))
  await remove(name)
  return kept
}

const asText = content => typeof content === 'string' ? content : JSON.stringify(content, null, 1)

export async function allWork() {
  const files = {}
  for (const name of (await names()).sort()) {
    const content = await read(name)
    if (content != null) files[FOLDER + name] = asText(content)
  }
  return files
}

// Put files of a zip into the storage. A copy that was changed here is never replaced.
export async function bringBack(files, notebooks) {
  const editions = Object.fromEntries(notebooks.map(known => [known.name, known.edition]))
  const lines = []
  for (const [path, text] of Object.entries(files)) {
    const name = path.split('/').pop()
    if (!name.endsWith('.ipynb') || name.startsWith('.')) continue
    let notebook = null
    try { notebook = JSON.parse(text) } catch { /* said below */ }
    const theirs = edition(notebook), content = await read(name), mine = edition(content)
    if (theirs === null) lines.push(`${name} cannot be read as a notebook and was left out.`)
    else if (content != null && mine === theirs && mine !== editions[name])
      lines.push(`${name} is here already.`)
    else if (content == null || mine === editions[name]) {
      await write(name, notebook)
      lines.push(`${name} is back.`)
    } else {
      const beside = await freeName(name, 'uploaded')
      await write(beside, notebook)
      lines.push(`${name} here is another one and was not touched; the uploaded one is ${beside}.`)
    }
  }
  return lines.length ? lines : ['There is no notebook in this zip file.']
}
