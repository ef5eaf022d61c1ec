// Words between backticks are code, as everywhere in the guide.
export function withCode(text) {
  const code = (words) => Object.assign(document.createElement("code"), { textContent: words });
  return text.split("`").map((part, number) => (number % 2 ? code(part) : part));
}
