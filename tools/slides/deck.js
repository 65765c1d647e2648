// Starts the deck, and settles who gets a key: the deck, or what has the focus on a slide.
(function () {
  var TOUCHED = ":is(.rnn-steps, .rnn-predictions, .rnn-piece, .rnn-laboratory)";

  function enter() {
    var fields = ":is(.rnn-steps, .rnn-piece) input, .rnn-predictions :is(button, input), .lab-held";
    var field = Reveal.getCurrentSlide().querySelector(fields);
    if (field) field.focus();
    else Reveal.next();
  }

  // While a field has the focus, no key turns a slide. Three belong to the deck all the same: Page Up
  // and Page Down, which remote controls send, and Escape, which leaves the field.
  document.addEventListener("keydown", function (event) {
    if (!event.target.closest || !event.target.closest(TOUCHED)) return;
    var act = {
      PageDown: function () { event.target.blur(); Reveal.next(); },
      PageUp: function () { event.target.blur(); Reveal.prev(); },
      Escape: function () { event.target.blur(); }
    }[event.key];
    if (act) { event.preventDefault(); event.stopPropagation(); act(); }
  }, true);

  var printing = /print-pdf/.test(location.search);
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 8, center: false,
    hash: true, transition: "none", backgroundTransition: "none", slideNumber: "c/t",
    pdfMaxPagesPerSlide: 1, pdfSeparateFragments: false,
    showNotes: printing && /notes/.test(location.search) ? "separate-page" : false,
    keyboard: { 13: enter },
    plugins: [RevealNotes]
  });
})();
