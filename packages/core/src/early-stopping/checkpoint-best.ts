import { rejectUnknownOptions, requireFunction, requireNumber, requireOneOf } from "../errors/check-option.ts";
import { isCheckDue, requireCheckEvery } from "./check-every.ts";
import { placeOf, subjectOf } from "./describe-check.ts";
import { jsonNumber, type JsonNumber } from "./json-value.ts";
import { requireMode, requireMonitor, type MonitorOptions } from "./monitor.ts";
import { hintsFor } from "./names-elsewhere.ts";
import { monitoredValue, type Observation } from "./observation.ts";
import { tellApart } from "./tell-apart.ts";

/** Options of {@link checkpointBest}. */
export interface CheckpointBestOptions<Saved> extends MonitorOptions {
  /** Save only if the value is better than the last saved one by more than this; at least 0. @default 0 */
  readonly minDelta?: number;
  /** The value to beat first, as of a checkpoint that is there already. @default none */
  readonly initialValue?: number | null;
  /** Keras 3's `ModelCheckpoint`: in f32, the first value is saved whatever it is, no minDelta. @default none */
  readonly dialect?: "keras3" | null;
  /** What the runner calls whenever the decision is "save"; the reducer never does. */
  readonly save: (saved: Saved) => void | Promise<void>;
}

/** Everything the reducer knows; plain JSON. */
export interface CheckpointBestState {
  readonly decision: "save" | "skip";
  /** The last decision in one sentence. */
  readonly explanation: string;
  /** The last saved value, or the initial one; null before. Text where it is not finite, which needs the dialect. */
  readonly best: JsonNumber | null;
  readonly bestEpoch: number | null;
  readonly bestStep: number | null;
}

/** A rule that saves what is best: checked options and a pure reducer over observations. */
export interface CheckpointBest<Saved> {
  /** Every option but `save` with its default filled in; plain JSON. */
  readonly options: Required<Omit<CheckpointBestOptions<Saved>, "save">>;
  /** The option of that name. */
  readonly save: (saved: Saved) => void | Promise<void>;
  /** The state before the first check. */
  start(): CheckpointBestState;
  /** The state after one more check. */
  observe(state: CheckpointBestState, observation: Observation): CheckpointBestState;
}

/**
 * Decides at every check whether the run is worth saving: if its value is strictly better than the last saved one, by
 * more than `minDelta`. A value that is not finite is never saved. It keeps its own best, apart from early stopping's.
 *
 * @throws {InvalidOptionError} for a value out of range, an unknown metric or an unknown option.
 * @example
 * const save = (made: Checkpoint) => writeFile("best.safetensors", encodeCheckpoint(made));
 * const rule = checkpointBest({ monitor: "validationLoss", mode: "min", save });
 * await fit(engine, training, { ...options, validation, checkpointBest: rule });
 * @see keras 3.15, src/callbacks/model_checkpoint.py with save_best_only
 */
export function checkpointBest<Saved>(options: CheckpointBestOptions<Saved>): CheckpointBest<Saved> {
  const { save, ...settings } = resolve(options);
  const { monitor, checkEvery, initialValue } = settings;
  return {
    options: settings,
    save,
    start: () => ({
      decision: "skip",
      explanation: "Nothing has been observed yet.",
      best: initialValue,
      bestEpoch: null,
      bestStep: null,
    }),
    observe(state, observation) {
      const place = placeOf(observation, checkEvery);
      if (!isCheckDue(checkEvery, observation)) {
        return { ...state, decision: "skip", explanation: `No check is due at ${place}.` };
      }
      const value = monitoredValue(monitor, observation);
      const best = state.best === null ? null : Number(state.best);
      const subject = subjectOf(monitor, value, place, best);
      const compared = best === null ? "is the first value" : ` ${tellApart(value, best)[1]}`;
      const by = settings.minDelta > 0 ? ` by more than ${settings.minDelta}` : "";
      if (!isWorthSaving(settings, value, best)) {
        const why = Number.isFinite(value) ? `does not beat${compared}${by}` : "is not worth saving";
        return { ...state, decision: "skip", explanation: `${subject} ${why}.` };
      }
      return {
        decision: "save",
        explanation: `${subject} ${best === null ? compared : `beats${compared}${by}`}: save it.`,
        best: jsonNumber(value),
        bestEpoch: observation.epoch,
        bestStep: observation.step ?? null,
      };
    },
  };
}

function isWorthSaving(
  {
    mode,
    minDelta,
    dialect,
  }: { readonly mode: "min" | "max"; readonly minDelta: number; readonly dialect: "keras3" | null },
  value: number,
  best: number | null,
): boolean {
  const keras = dialect === "keras3";
  if (!keras && !Number.isFinite(value)) return false;
  if (best === null) return true;
  const [a, b] = keras ? [Math.fround(value), Math.fround(best)] : [value, best];
  return (mode === "min" ? b - a : a - b) > minDelta;
}

function resolve<Saved>(options: CheckpointBestOptions<Saved>): Required<CheckpointBestOptions<Saved>> {
  const keras = typeof options === "object" && options !== null && options.dialect === "keras3";
  const known = ["dialect", "monitor", "mode", "checkEvery", "initialValue", "save", ...(keras ? [] : ["minDelta"])];
  rejectUnknownOptions("checkpointBest", options, known, {
    ...hintsFor(known),
    ...(keras ? { minDelta: "Keras's ModelCheckpoint has none." } : {}),
  });
  const { minDelta = 0, initialValue = null, dialect = null } = options;
  return {
    dialect: dialect === null ? null : requireOneOf("dialect", dialect, ["keras3"] as const),
    monitor: requireMonitor(options.monitor),
    mode: requireMode(options.mode),
    checkEvery: requireCheckEvery(options.checkEvery),
    minDelta: requireNumber("minDelta", minDelta, { min: 0 }),
    initialValue: initialValue === null ? null : requireNumber("initialValue", initialValue),
    save: requireFunction("save", options.save),
  };
}
