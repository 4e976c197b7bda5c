/** Whether a case has asked its engine for anything since the case began. */
export class AskedEngine {
  #asked = false;

  /** A case begins. */
  clear(): void {
    this.#asked = false;
  }

  /** The engine is asked. */
  mark(): void {
    this.#asked = true;
  }

  any(): boolean {
    return this.#asked;
  }
}
