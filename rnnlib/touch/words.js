// From a sentence to words, as rnnlib.text does it.

const EOS = "<eos>", UNKNOWN = "<unk>";
const APOSTROPHES = /[’‘‛´`′＇ʼʻʹˈ՚ꞌ]/g; // what people type, or their keyboard sets
const UNSEEN = /[\u00ad\u2060\ufeff\ufe00-\ufe0f]/g; // signs inside of words that nobody sees
const LETTERS = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{Mn}\\p{Mc}]*"; // each letter with its marks
const WORD = new RegExp(`<eos>|<unk>|${LETTERS}(?:['\\u200c\\u200d]${LETTERS})*|[!?]`, "gu");

// "Good news." -> good, news, <eos>. Without a word the array is empty.
function tokens(sentence, lower) {
  const text = sentence.replace(APOSTROPHES, "'").replace(UNSEEN, "");
  const found = (lower ? text.toLowerCase() : text).normalize("NFC").match(WORD) || [];
  const words = found.filter((word) => word !== EOS);
  return words.length ? [...words, EOS] : [];
}

// The words as the network sees them: an unknown one becomes <unk>, or undefined without <unk>.
function known(words, vocabulary) {
  const substitute = vocabulary.find((word) => word === UNKNOWN);
  return words.map((word) => (vocabulary.includes(word) ? word : substitute));
}
