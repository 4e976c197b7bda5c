/** Gives each node of a graph a name of its own. */
export class NodeNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /**
   * The name that the file gives, or `Gemm_3` for the fourth node of a graph where it gives none; with `_2`, `_3` and so on
   * behind it where another node has it already.
   */
  unique(given: string, operator: string, index: number): string {
    const wanted = given === "" ? `${operator}_${index}` : given;
    let name = wanted;
    let number = this.#next.get(wanted) ?? 2;
    while (this.#taken.has(name)) name = `${wanted}_${number++}`;
    this.#next.set(wanted, number);
    this.#taken.add(name);
    return name;
  }
}
