import type { OrtNamespace, OrtSession } from "./ort-namespace.ts";

/** A graph and the session that runs it. */
export interface OpenSession<Program> {
  readonly program: Program;
  readonly session: OrtSession;
}

/** A session that is created when it is first needed: most runs never evaluate with masks, or use one optimiser. */
export class LazySession<Program extends { readonly bytes: Uint8Array }> {
  readonly #ort: OrtNamespace;
  readonly #build: () => Program;
  #open: OpenSession<Program> | undefined;

  constructor(ort: OrtNamespace, build: () => Program) {
    this.#ort = ort;
    this.#build = build;
  }

  /** The session, created now if there is none. After a failure the next call tries again. */
  async open(): Promise<OpenSession<Program>> {
    if (this.#open === undefined) {
      const program = this.#build();
      // "cpu" is what every package of ONNX Runtime calls its CPU kernels; in a browser they are the wasm ones.
      const session = await this.#ort.InferenceSession.create(program.bytes, { executionProviders: ["cpu"] });
      this.#open = { program, session };
    }
    return this.#open;
  }

  async release(): Promise<void> {
    const session = this.#open?.session;
    this.#open = undefined;
    await session?.release();
  }
}
