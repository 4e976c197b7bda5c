import type { EngineCapabilities, EngineOptions, ModelSpec, TrainingEngine } from "@lockstep/core";

/** A case that does not hold yet. */
export interface KnownFailure {
  /** Suite and name, as reports write them: `dropout laws > DRP-4 dropout.select: ...`. */
  readonly case: string;
  /** Why it cannot hold, with the source of the limit. */
  readonly reason: string;
}

/** An engine under test. */
export interface ConformanceSubject {
  /** Of the column in reports, and shown before every test's name. */
  readonly name: string;
  /** What the engine says it takes; a declined capability is tested for its refusal. */
  readonly capabilities: EngineCapabilities;
  /**
   * Why the engine declines what it declines, by capability: `{ layerKinds: "no kernel for convolutions yet" }`. A case
   * that a capability without a reason leaves out fails.
   *
   * @default none: for an engine that declines nothing
   */
  readonly declines?: Readonly<Partial<Record<keyof EngineCapabilities, string>>>;
  /**
   * Cases that are expected to fail. One that passes after all fails the run, and so does one that does not exist.
   *
   * @default none
   */
  readonly knownFailures?: readonly KnownFailure[];
  /**
   * What the results depend on besides the engine's own code, for reports: `{ "@tensorflow/tfjs-core": "4.22.0" }`.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Whether the engine promises E1: the bits of strict f32, as the specification of the training step has it (TRN-2), on
   * every machine and JavaScript engine. Whole runs and convolutions are then held to those bits; for other subjects
   * these cases do not exist.
   *
   * @default false
   */
  readonly exact?: boolean;
  /**
   * The error of the engine's exp, log, tanh, division and square root in f32, in ulp at the arguments of the suites: it
   * enters the bounds of everything that calls them.
   *
   * WGSL allows exp 3 + 2·|x|, log 3 (and 2^-21 absolute in [½, 2]), division 2.5, and what tanh and pow inherit from
   * them: 16 holds for its exp, log and division wherever |x| ≤ 6. GLSL ES 3.00 states nothing that would bound them; 16
   * is what its implementations are held to here, not what the language promises. At most 64: beyond that a function
   * would be right to 2^-18 of its value, and its cases would say little.
   * Source: WebGPU Shading Language, "Floating Point Accuracy"; GLSL ES 3.00, 4.5.1.
   *
   * @default 4: a C library's
   */
  readonly functionUlps?: number;
  /**
   * What gradients are compared with where the suites take differences of the engine's own loss: the slope along every
   * element of a parameter, or, for engines whose step costs milliseconds whatever its size (GPUs), the slopes along two
   * random directions of all elements together.
   *
   * @default "elements"
   */
  readonly differences?: "elements" | "directions";
  /** Must make a fresh engine at every call: the suite proves that first. */
  readonly createEngine: (model: ModelSpec, options: EngineOptions) => TrainingEngine | Promise<TrainingEngine>;
}
