import { describeValue } from "./describe-value.ts";

/** Stable machine-readable names of everything that can go wrong. A code never changes its meaning. */
export type LockstepErrorCode =
  | "INVALID_OPTION"
  | "UNKNOWN_OPTION"
  | "UNSUPPORTED_OPTION"
  | "SHAPE_MISMATCH"
  | "INVALID_DATA"
  | "MISSING_DATA"
  | "MISSING_DEPENDENCY"
  | "NON_FINITE_VALUE"
  | "CHECKPOINT_MISMATCH"
  | "STATE_DICT_MISMATCH"
  | "ENGINE_DISPOSED"
  | "DEVICE_LOST"
  | "OUT_OF_MEMORY";

/** What an error says: the rule that was broken, what was received, and what to do about it. */
export interface LockstepErrorDetails {
  /** What was being checked: `rate`, `layers[2] (dense)`, `train-labels-idx1-ubyte`. */
  readonly subject: string;
  /** The rule in words, read after the subject: `must be a number in [0, 1]`. */
  readonly rule: string;
  /** The value that broke it; `undefined` where there is none to show. */
  readonly received?: unknown;
  /** What the reader can do now, as a full sentence. */
  readonly remedy?: string;
  /** The error underneath, where there is one. */
  readonly cause?: unknown;
}

/**
 * The base of every error that Lockstep throws. Catch it by class, or tell the kinds apart by `code`.
 *
 * @example
 * try {
 *   dropout(1.5);
 * } catch (error) {
 *   if (error instanceof LockstepError) console.log(error.code); // "INVALID_OPTION"
 * }
 */
export class LockstepError extends Error {
  readonly code: LockstepErrorCode;
  readonly subject: string;
  readonly received: unknown;
  readonly remedy: string | undefined;
  // As text, here and below: a bundler that minifies renames the classes.
  override name: string = "LockstepError";

  constructor(code: LockstepErrorCode, details: LockstepErrorDetails) {
    const got = "received" in details ? `, got ${describeValue(details.received)}` : "";
    const remedy = details.remedy === undefined ? "" : ` ${details.remedy}`;
    super(
      `${details.subject} ${details.rule}${got}.${remedy}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.subject = details.subject;
    this.received = details.received;
    this.remedy = details.remedy;
  }
}

/** An option has a value outside its range, or a name that does not exist (`code` tells which). */
export class InvalidOptionError extends LockstepError {
  override name: string = "InvalidOptionError";

  constructor(details: LockstepErrorDetails, code: "INVALID_OPTION" | "UNKNOWN_OPTION" = "INVALID_OPTION") {
    super(code, details);
  }
}

/** A valid request that this engine declines. It is thrown before any work: an engine is never silently wrong. */
export class UnsupportedOptionError extends LockstepError {
  override name: string = "UnsupportedOptionError";

  constructor(details: LockstepErrorDetails) {
    super("UNSUPPORTED_OPTION", details);
  }
}

/** Two shapes that have to fit do not; the message names both. */
export class ShapeMismatchError extends LockstepError {
  override name: string = "ShapeMismatchError";

  constructor(details: LockstepErrorDetails) {
    super("SHAPE_MISMATCH", details);
  }
}

/** A data set or file whose content breaks its format, or which is not there (`code` tells which). */
export class DataError extends LockstepError {
  override name: string = "DataError";

  constructor(details: LockstepErrorDetails, code: "INVALID_DATA" | "MISSING_DATA" = "INVALID_DATA") {
    super(code, details);
  }
}

/** Something that is installed apart from Lockstep is not there: a peer package, a browser. The message says how to get it. */
export class MissingDependencyError extends LockstepError {
  override name: string = "MissingDependencyError";

  constructor(details: LockstepErrorDetails) {
    super("MISSING_DEPENDENCY", details);
  }
}

/** A NaN or an infinity where the caller asked to be told. */
export class NonFiniteValueError extends LockstepError {
  override name: string = "NonFiniteValueError";

  constructor(details: LockstepErrorDetails) {
    super("NON_FINITE_VALUE", details);
  }
}

/** A checkpoint that belongs to other data, another model or other options. */
export class CheckpointMismatchError extends LockstepError {
  override name: string = "CheckpointMismatchError";

  constructor(details: LockstepErrorDetails) {
    super("CHECKPOINT_MISMATCH", details);
  }
}

/** A tensor whose name is right and whose shape is not. */
export interface MisshapenTensor {
  readonly name: string;
  readonly received: readonly number[];
  readonly expected: readonly number[];
}

/** A state dict that belongs to another model. It lists everything that does not fit, not only the first. */
export class StateDictMismatchError extends LockstepError {
  override name: string = "StateDictMismatchError";

  /** The model's tensors that are not there. */
  readonly missing: readonly string[];
  /** Tensors that the model does not have. */
  readonly unexpected: readonly string[];
  readonly misshapen: readonly MisshapenTensor[];

  constructor(
    details: LockstepErrorDetails,
    misfits: Pick<StateDictMismatchError, "missing" | "unexpected" | "misshapen">,
  ) {
    super("STATE_DICT_MISMATCH", details);
    this.missing = misfits.missing;
    this.unexpected = misfits.unexpected;
    this.misshapen = misfits.misshapen;
  }
}

/** An engine was used after `dispose()`. */
export class EngineDisposedError extends LockstepError {
  override name: string = "EngineDisposedError";

  constructor(engine: string) {
    super("ENGINE_DISPOSED", {
      subject: engine,
      rule: "was used after dispose()",
      remedy: "Create a new engine and write the saved state into it.",
    });
  }
}

/** What computes under an engine is gone (a graphics device, a thread in the middle of its work), and with it what was kept there. */
export class DeviceLostError extends LockstepError {
  override name: string = "DeviceLostError";

  /**
   * @param subject the engine, or what else held state there.
   * @param remedy for whoever has no engine to create anew.
   */
  constructor(
    subject: string,
    remedy = "Create an engine on a backend that starts anew, and go on from the last checkpoint: fit({ resumeFrom }).",
  ) {
    super("DEVICE_LOST", { subject, rule: "lost its device, and the state that was on it", remedy });
  }
}

/** A runtime could not get the memory that a step, an evaluation or a model takes. The state is as it was before the call. */
export class OutOfMemoryError extends LockstepError {
  override name: string = "OutOfMemoryError";

  constructor(details: LockstepErrorDetails) {
    super("OUT_OF_MEMORY", details);
  }
}
