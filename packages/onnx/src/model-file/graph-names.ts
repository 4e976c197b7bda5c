import { DataError } from "@lockstep/core";

/** The names of a graph's values, each made once. */
export class GraphNames {
  readonly #makers = new Map<string, string>();

  /**
   * Enters a value.
   *
   * @param maker what makes it, for messages: `input`, `node "a" (Relu)`.
   * @throws {DataError} if another has made it.
   */
  add(name: string, maker: string): void {
    if (name === "") throw new DataError({ subject: maker, rule: "must have a name" });
    const other = this.#makers.get(name);
    if (other !== undefined) {
      throw new DataError({
        subject: `value "${name}"`,
        rule: `must be made once, and is by ${other} and by ${maker}`,
        remedy: "The graph is broken: export the model again.",
      });
    }
    this.#makers.set(name, maker);
  }

  has(name: string): boolean {
    return this.#makers.has(name);
  }
}
