import { rejectUnknownOptions, requireOneOf } from "../../errors/check-option.ts";
import { requireCheckEvery } from "../check-every.ts";
import { placeOf, subjectOf } from "../describe-check.ts";
import { startState, type EarlyStoppingState } from "../early-stopping-state.ts";
import { jsonNumber, type JsonNumber, type JsonValue } from "../json-value.ts";
import { narrowed } from "../margin.ts";
import { requireMode, requireMonitor } from "../monitor.ts";
import { hintsFor } from "../names-elsewhere.ts";
import { monitoredValue, type Observation } from "../observation.ts";
import { tellApart } from "../tell-apart.ts";
import { turned, type CommonSettings, type Dialect, type DialectMemory, type DialectVerdict } from "./dialect.ts";
import { DIALECTS, type DialectName, type DialectOptions, type DialectSettings } from "./dialects.ts";

/** The dialect of a name, which knows its own options only. */
function dialectOf(name: DialectName): Dialect<DialectSettings> {
  return DIALECTS[name];
}

/** Checks a dialect's options and fills in its library's defaults. */
export function resolveDialect(options: DialectOptions): DialectSettings {
  const name = requireOneOf("dialect", options.dialect, Object.keys(DIALECTS) as DialectName[]);
  const dialect = dialectOf(name);
  const own = Object.entries(dialect.options) as [string, (name: string, value: unknown) => unknown][];
  const known = ["dialect", "monitor", "mode", "checkEvery", ...own.map(([option]) => option)];
  rejectUnknownOptions(`earlyStopping (${name})`, options, known, hintsFor(known));
  const given = options as unknown as Readonly<Record<string, unknown>>;
  const settings = {
    dialect: name,
    monitor: requireMonitor(options.monitor),
    mode: requireMode(options.mode),
    checkEvery: requireCheckEvery(options.checkEvery),
    restoreBest: false,
    ...Object.fromEntries(own.map(([option, check]) => [option, check(option, given[option])])),
  } as DialectSettings;
  return dialect.restores?.(settings) === true ? { ...settings, restoreBest: true } : settings;
}

/** The state before the first check. */
export function startDialect(settings: DialectSettings): EarlyStoppingState {
  const memory = dialectOf(settings.dialect).start(settings);
  return { ...startState(encode(memory)), reference: finiteBest(settings, memory) };
}

/** One check by another library's rule. */
export function observeDialect(
  settings: DialectSettings,
  state: EarlyStoppingState,
  observation: Observation,
): EarlyStoppingState {
  const { monitor, mode, restoreBest, checkEvery } = settings;
  const measured = monitoredValue(monitor, observation);
  const dialect = dialectOf(settings.dialect);
  const before = decode(state.memory);
  const verdict = dialect.observe(settings, before, { value: turned(mode, measured), epoch: observation.epoch });
  const best = finiteBest(settings, verdict.memory);
  const at = { epoch: observation.epoch, step: observation.step ?? null };
  const isBest = verdict.isBest ? { best, bestEpoch: at.epoch, bestStep: at.step } : {};
  const restored = verdict.isBest && restoreBest ? { restoreEpoch: at.epoch, restoreStep: at.step } : {};
  const previous = before.best === null ? null : turned(mode, before.best);
  const subject = subjectOf(monitor, measured, placeOf(observation, checkEvery), previous);
  const predicate = describe(dialect.library, verdict, measured, previous);
  return {
    ...state,
    ...isBest,
    ...restored,
    decision: verdict.fires !== null ? "stop" : verdict.improved ? "improved" : "waiting",
    reason: verdict.fires,
    explanation: `${verdict.fires === null ? "" : "Stopped: "}${subject}${predicate}.`,
    reference: best,
    badChecks: verdict.memory.wait,
    minimumMargin: narrowed(state.minimumMargin, verdict.margin),
    memory: encode(verdict.memory),
  };
}

function describe(
  library: string,
  { says, improved, fires }: DialectVerdict,
  value: number,
  previous: number | null,
): string {
  const rule = ` by the rule of ${library}`;
  if ("predicate" in says) return `${says.predicate}${rule}`;
  const other = previous === null ? "" : ` ${tellApart(value, previous)[1]}`;
  const first = previous === null ? " is the first value" : " is the first value to count";
  const unset = previous === null || (improved && Math.abs(previous) === Infinity);
  const beats = unset ? first : improved ? ` beats${other}` : ` does not beat${other}`;
  return `${beats}${rule}${improved && fires === null ? "" : `: ${says.count}`}`;
}

/** The library's best in the metric's own direction; null if there is none, or none that is finite. */
function finiteBest({ mode }: CommonSettings, { best }: DialectMemory): number | null {
  return best === null || !Number.isFinite(best) ? null : turned(mode, best);
}

/** A library's variables may be NaN or infinite. */
function encode({ best, wait, scores }: DialectMemory): JsonValue {
  return {
    best: best === null ? null : jsonNumber(best),
    wait,
    ...(scores === undefined ? {} : { scores: scores.map(jsonNumber) }),
  };
}

function decode(memory: JsonValue): DialectMemory {
  const { best, wait, scores } = memory as {
    readonly best: JsonNumber | null;
    readonly wait: number;
    readonly scores?: readonly JsonNumber[];
  };
  return {
    best: best === null ? null : Number(best),
    wait,
    ...(scores === undefined ? {} : { scores: scores.map(Number) }),
  };
}
