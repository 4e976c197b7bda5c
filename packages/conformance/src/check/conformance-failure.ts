/** A case that did not hold. The message says which number, what was expected, what came, and how far off it may be. */
export class ConformanceFailure extends Error {
  override readonly name = "ConformanceFailure";
}

/** Throws a {@link ConformanceFailure} unless the condition holds. */
export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceFailure(message);
}
