// "Run this page": the notebook of this page with Python in it, over the page, at the same cell.
// It is the JupyterLite beside the site, so what is written there is the learner's own copy in
// my_work, as in the list of all notebooks. Nothing of it is loaded before somebody asks.

const FILE = 'Python in the page needs a web server, and this page came from a disk. In the folder ' +
  'of the site, run: python -m http.server. Then open the address that it prints.'

// How many code cells stand above the middle of the window.
function cellsAbove() {
  const tops = [...document.querySelectorAll('article .cell')].map(cell => cell.getBoundingClientRect().top)
  return tops.filter(top => top < innerHeight / 2).length
}

// Go to a code cell of the notebook in the frame as soon as it is there.
function goTo(frame, number) {
  const notebook = frame.contentWindow?.jupyterapp?.shell.currentWidget?.content
  const cells = notebook?.model ? [...notebook.model.cells] : []
  if (cells.length < 2) return setTimeout(() => goTo(frame, number), 200)
  const code = cells.flatMap((cell, i) => cell.type === 'code' ? [i] : [])
  const at = number ? code[Math.min(number, code.length) - 1] : 0
  notebook.activeCellIndex = at
  notebook.scrollToItem(at, 'start')
}

function open(place, button, status) {
  if (location.protocol === 'file:') return void (status.textContent = FILE)
  if (!place.overlay) {
    const address = new URL(`${place.dataset.lite}notebooks/index.html`, location)
    address.searchParams.set('path', `my_work/${place.dataset.notebook}`)
    place.overlay = document.createElement('div')
    place.overlay.className = 'run-overlay'
    place.overlay.innerHTML = '<div><button type="button">Back to the page</button>' +
      '<span>Your copy. It stays in this browser.</span><a target="_blank">All notebooks, and a zip of them</a></div>' +
      '<iframe title="The notebook of this page, with Python"></iframe>'
    const frame = place.overlay.querySelector('iframe')
    place.overlay.querySelector('a').href = new URL(`${place.dataset.lite}index.html`, location)
    place.overlay.querySelector('button').onclick = () => {
      place.overlay.hidden = true
      document.documentElement.classList.remove('run-open')
      button.focus()
    }
    frame.src = address
    goTo(frame, cellsAbove())
    document.body.append(place.overlay)
  }
  place.overlay.hidden = false
  document.documentElement.classList.add('run-open')
  place.overlay.querySelector('button').focus()
}

for (const place of document.querySelectorAll('.run-here')) {
  const button = document.createElement('button'), status = document.createElement('p')
  button.type = 'button'
  button.textContent = 'Run this page'
  status.setAttribute('role', 'status')
  status.textContent = 'Python comes into this page: about 40 MB the first time.'
  button.onclick = () => open(place, button, status)
  place.replaceChildren(button, status)
  // Further down on the page the button goes along, because it opens the notebook where one reads.
  new IntersectionObserver(([seen]) => button.classList.toggle('afloat', !seen.isIntersecting))
    .observe(place)
}
