import { createSession, type SessionGraph } from "./create-session.ts";
import type { OrtNamespace, OrtSession } from "./ort-namespace.ts";
import type { SessionSettings } from "./session-settings.ts";

/** A graph and the session that runs it. */
export interface OpenSession<Program> {
  readonly program: Program;
  readonly session: OrtSession;
}

/** A session that is created when it is first needed: most runs never evaluate with masks, or use one optimiser. */
export class LazySession<Program extends { readonly bytes: Uint8Array }> {
  readonly #ort: OrtNamespace;
  readonly #settings: SessionSettings;
  readonly #name: string;
  readonly #build: () => Program;
  readonly #residentOf: (program: Program) => SessionGraph["resident"];
  #open: OpenSession<Program> | undefined;

  /**
   * @param name what errors call the graph.
   * @param residentOf names of the outputs that the next run is fed. @default none
   */
  constructor(
    ort: OrtNamespace,
    settings: SessionSettings,
    name: string,
    build: () => Program,
    residentOf: (program: Program) => SessionGraph["resident"] = () => [],
  ) {
    this.#ort = ort;
    this.#settings = settings;
    this.#name = name;
    this.#build = build;
    this.#residentOf = residentOf;
  }

  /** The session, created now if there is none. After a failure the next call tries again. */
  async open(): Promise<OpenSession<Program>> {
    if (this.#open === undefined) {
      const program = this.#build();
      const graph = { name: this.#name, bytes: program.bytes, resident: this.#residentOf(program) };
      this.#open = { program, session: await createSession(this.#ort, this.#settings, graph) };
    }
    return this.#open;
  }

  async release(): Promise<void> {
    const session = this.#open?.session;
    this.#open = undefined;
    await session?.release();
  }
}
