// The register of misconceptions: questions fold, and a field shows only what says its words.
// Everything is in the page; nothing is loaded. Without this script all is open.

(() => {
  const box = document.querySelector('.course-filter')
  const field = box.querySelector('input'), status = box.querySelector('[role=status]')
  const questions = [...document.querySelectorAll('details.mistakes')].map(fold => ({
    fold,
    count: fold.querySelector('summary span'),
    all: fold.querySelector('summary span').textContent,
    name: fold.querySelector('code').textContent,
    items: [...fold.querySelectorAll('li')].map(place => ({ place, says: place.textContent })),
  }))
  const sections = [...new Set(questions.map(({ fold }) => fold.closest('section')))]

  // Where a word begins as it was typed; one letter must be the whole word: V is not "values".
  function beginning(word) {
    const exactly = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const before = /^[\p{L}\p{N}]/u.test(word) ? '(?<![\\p{L}\\p{N}])' : ''
    return new RegExp(before + exactly + (/^\p{L}$/u.test(word) ? '(?![\\p{L}\\p{N}])' : ''), 'iu')
  }

  // An item is shown if it, or the name of its question, holds each word.
  function show(words) {
    let shown = 0
    for (const { fold, items, name, count, all } of questions) {
      let here = 0
      for (const { place, says } of items) {
        place.hidden = !words.every(word => word.test(says) || word.test(name))
        here += !place.hidden
      }
      fold.hidden = !here
      fold.open = words.length > 0 && here > 0
      count.textContent = words.length ? `${here} of ${all}` : all
      shown += here
    }
    for (const section of sections) {
      section.hidden = ![...section.querySelectorAll('details')].some(fold => !fold.hidden)
    }
    status.textContent = words.length ? `${shown} shown.` : ''
  }

  const typed = () => show(field.value.split(/\s+/).filter(Boolean).map(beginning))
  field.addEventListener('input', typed)
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape') { field.value = ''; typed() }
  })
  // On paper nothing is folded away.
  addEventListener('beforeprint', () => questions.forEach(({ fold }) => { fold.open = true }))
  box.hidden = false
  typed()
})()
