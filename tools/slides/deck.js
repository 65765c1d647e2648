// Starts the deck, and settles who gets a key: the deck or the stepper that has the focus.
(function () {
  var STEPPER = ".rnn-steps";

  function enterStepper() {
    var fields = STEPPER + " input, .rnn-predictions button, .rnn-predictions input";
    var field = Reveal.getCurrentSlide().querySelector(fields);
    if (field) field.focus();
    else Reveal.next();
  }

  // A stepper keeps all keys to itself. Three of them belong to the deck all the same: Page Up and
  // Page Down, which remote controls send, and Escape, which leaves the stepper.
  document.addEventListener("keydown", function (event) {
    if (!event.target.closest || !event.target.closest(STEPPER)) return;
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
    keyboard: { 13: enterStepper },
    plugins: [RevealNotes]
  });
})();
