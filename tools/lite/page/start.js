// The page of one's work: what there is, how far one is, and the zip of all of it.
import * as work from './work.js'
import {unzipped, zipped} from './zip.js'

const say = lines => {
  const place = document.getElementById('said')
  place.replaceChildren(...[].concat(lines).map(line => {
    const item = document.createElement('p')
    item.textContent = line
    return item
  }))
}

// How far a copy is, as `my_way` says it of a notebook that was saved (rnnlib.self_study).
function stateOf(copy, {edition, questions}) {
  if (!copy?.cells) return ''
  const code = copy.cells.filter(cell => cell.cell_type === 'code' && [].concat(cell.source).join('').trim()
    && !cell.metadata?.tags?.includes('target'))
  const run = code.filter(cell => cell.execution_count != null).length
  if (questions.length) {
    const said = copy.cells.flatMap(cell => cell.outputs ?? [])
      .map(output => [].concat(output.text ?? output.data?.['text/plain'] ?? '').join('')).join('\n')
    const right = questions.filter(name => said.includes(`✓ ${name}: right`)).length
    if (right === questions.length) return 'solved'
    if (right) return `${right} of ${questions.length} answers right`
  } else if (run === code.length) return 'done'
  if (run) return `${run} of ${code.length} cells run`
  return work.edition(copy) === edition ? '' : 'begun'
}

async function show(notebooks) {
  for (const known of notebooks) {
    const row = document.querySelector(`[data-name="${known.name}"]`), copy = await work.read(known.name)
    row.querySelector('.state').textContent = stateOf(copy, known)
    row.querySelector('button')?.toggleAttribute('hidden', !copy)
  }
  const others = (await work.names()).filter(name => name.endsWith('.ipynb') && !notebooks.some(known => known.name === name))
  const list = document.getElementById('others')
  list.parentElement.hidden = !others.length
  list.replaceChildren(...others.sort().map(name => {
    const item = document.createElement('li'), link = document.createElement('a')
    link.href = `notebooks/index.html?path=${encodeURIComponent(work.FOLDER + name)}`
    link.textContent = name
    item.append(link)
    return item
  }))
}

async function download() {
  const files = await work.allWork()
  if (!Object.keys(files).length) return say('There is nothing yet: a notebook is kept here when you have saved it.')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(zipped(files))
  link.download = `my_work_${new Date().toISOString().slice(0, 10)}.zip`
  link.click()
  say(`${Object.keys(files).length} files are in ${link.download}. You can hand it in as it is.`)
}

const notebooks = await work.course()
const lines = await work.bringUpToDate(notebooks)
await show(notebooks)
say(lines)
navigator.storage?.persist?.()

document.getElementById('download').onclick = download
document.getElementById('upload').onchange = async event => {
  try {
    say(await work.bringBack(await unzipped(await event.target.files[0].arrayBuffer()), notebooks))
  } catch (error) { say(error.message) }
  event.target.value = ''
  await show(notebooks)
}
for (const button of document.querySelectorAll('[data-name] button')) {
  button.onclick = async () => {
    const {name} = button.closest('[data-name]').dataset
    say(`${name} begins anew; your copy is kept as ${await work.beginAgain(name)}.`)
    await show(notebooks)
  }
}
document.body.dataset.ready = 'yes'
