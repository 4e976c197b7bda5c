/** Names that have fewer pairs of letters in common are no misspellings of each other. */
const LEAST_LIKENESS = 0.4;
/** More is no help. */
const MOST_NAMES = 3;

/** The suites that somebody may have meant, by their names or a word of them, the likeliest first; none if none is like it. */
export function nearestSuites(typed: string, suites: readonly string[]): readonly string[] {
  return [...new Set(suites)]
    .map((suite) => ({
      suite,
      likeness: Math.max(...[suite, ...suite.split(" ")].map((name) => likenessOf(typed, name))),
    }))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_NAMES)
    .map(({ suite }) => suite);
}

/** The share of pairs of letters that two texts have in common (Dice): 1 for the same text, 0 for nothing. */
function likenessOf(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const common = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * common) / (left.size + right.size);
}

function pairsOf(text: string): Set<string> {
  const letters = text.toLowerCase();
  return new Set(
    Array.from({ length: Math.max(letters.length - 1, 0) }, (_, index) => letters.slice(index, index + 2)),
  );
}
