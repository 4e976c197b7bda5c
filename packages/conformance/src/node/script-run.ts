import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import type { CaseOutcome } from "../case/case-status.ts";
import { readLine, type CaseLine, type RefusalLine, type SubjectLine } from "../script/case-line.ts";
import { onExit } from "./on-exit.ts";
import { strayFailure, strayIn } from "./stray-error.ts";

/** How a script is run. */
export interface ScriptRunOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The longest that loading or one case may take, in seconds. */
  readonly timeout: number;
}

/** As much of what the program says is kept as a failure can show. */
const STDERR_LENGTH = 4000;

/** A child process that prints cases and outcomes, which can be asked for at any time and in any order. */
export class ScriptRun {
  /** The script's first words. Nothing, if it ended without a word. */
  readonly first: Promise<SubjectLine | RefusalLine | undefined>;
  readonly #ended: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #timeout: number;
  /** Leaves the process alone when this one ends. */
  readonly #forget: () => void;
  readonly #outcomes: CaseOutcome[] = [];
  readonly #waiting = new Map<number, (outcome: CaseOutcome) => void>();
  #settleFirst!: (line: SubjectLine | RefusalLine | undefined) => void;
  #timer: NodeJS.Timeout | undefined;
  #stderr = "";
  /** What was printed since the last case ended. */
  #duringCase = "";
  /** Why there will be no more lines. @default it still runs */
  #end: string | undefined;

  /** Starts the process. */
  constructor({ command, args, timeout }: ScriptRunOptions) {
    this.#timeout = timeout;
    this.first = new Promise((settle) => {
      this.#settleFirst = settle;
    });
    this.#child = spawn(command, args);
    this.#forget = onExit(() => this.#child.kill("SIGKILL"));
    // Only what the engine prints: the cases are told where the runtime tells of errors, and so in order with them.
    this.#child.stdout.resume();
    const lines = createInterface({ input: this.#child.stderr, crlfDelay: Infinity });
    lines.on("line", (text) => {
      const line = readLine(text);
      if (line === undefined) this.#hear(text);
      else this.#take(line);
    });
    // The last lines may be read after the process has ended.
    const read = new Promise<void>((settle) => lines.once("close", settle));
    const exit = new Promise<string>((settle) => {
      this.#child.once("error", (error) => settle(`could not be started: ${error.message}`));
      this.#child.once("close", (code, signal) => settle(`ended with ${code === null ? signal : `code ${code}`}`));
    });
    this.#ended = Promise.all([exit, read]).then(([words]) => this.#finish(words));
    this.#watch();
  }

  /** Why there will be no more outcomes, with what the program said last. */
  get lastWords(): string {
    return [this.#end ?? "runs", this.#stderr.trim()].filter((words) => words !== "").join(": ");
  }

  /** The outcome of a case, once it is there; a failure if the process ends before. */
  async outcome(index: number): Promise<CaseOutcome> {
    if (this.#outcomes[index] !== undefined) return this.#outcomes[index];
    if (this.#end !== undefined) return this.#lost(index);
    return new Promise((settle) => this.#waiting.set(index, settle));
  }

  /** Ends the process, if it has not ended by itself. May be called again. */
  async stop(): Promise<void> {
    this.#end ??= "was stopped";
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #take(line: CaseLine): void {
    this.#watch();
    if (line.kind !== "outcome") {
      this.#duringCase = "";
      this.#settleFirst(line);
      return;
    }
    const stray = strayIn(this.#duringCase);
    const outcome = stray === undefined ? line.outcome : strayFailure(stray);
    this.#duringCase = "";
    this.#outcomes[line.index] = outcome;
    this.#waiting.get(line.index)?.(outcome);
    this.#waiting.delete(line.index);
  }

  #hear(words: string): void {
    this.#stderr = `${this.#stderr}${words}\n`.slice(-STDERR_LENGTH);
    this.#duringCase = `${this.#duringCase}${words}\n`.slice(-STDERR_LENGTH);
  }

  /** Ends a process that has printed nothing for too long: a case that loops cannot be left by itself. */
  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end ??= `was stopped, for it had been silent for ${this.#timeout} s`;
      this.#child.kill("SIGKILL");
    }, this.#timeout * 1000);
  }

  #finish(words: string): void {
    this.#forget();
    clearTimeout(this.#timer);
    this.#end ??= words;
    this.#settleFirst(undefined);
    for (const [index, settle] of this.#waiting) settle(this.#lost(index));
    this.#waiting.clear();
  }

  #lost(index: number): CaseOutcome {
    const during = this.#outcomes.length;
    const when = index === during ? "in this case" : `in case ${during + 1}, before this one`;
    return { status: "failed", reason: `the program is gone ${when}: it ${this.lastWords}` };
  }
}
