import { InvalidOptionError, type EngineCapabilities } from "@lockstep/core";
import { rejectUnknownOptions, requireNumber, requireOneOf } from "@lockstep/core/engine";
import { REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "./conformance-subject.ts";

/** An error of so many ulp leaves a function 18 bits; what is allowed more is hardly tested. */
const MOST_ULPS = 64;

/** Every field of a subject, and what checks it. */
const FIELDS: Readonly<Record<keyof ConformanceSubject, (subject: string, value: unknown) => void>> = {
  name: requireText,
  capabilities: requireCapabilities,
  declines: requireDeclines,
  knownFailures: requireKnownFailures,
  environment: requireTexts,
  exact: requireBoolean,
  functionUlps: (subject, value) => void requireNumber(subject, value, { min: 0, max: MOST_ULPS, remedy: REMEDY }),
  differences: (subject, value) => void requireOneOf(subject, value, ["elements", "directions"]),
  createEngine: requireFunction,
};
/** What to do where a field is missing or of another form than it should have. */
const REMEDY =
  'The README of @lockstep/conformance shows a whole subject under "Your own engine"; ' +
  "`lockstep conformance --init DIR` writes one that passes.";

const NEEDED: readonly (keyof ConformanceSubject)[] = ["name", "capabilities", "createEngine"];

/** Every capability, and what checks it: a name that nobody has would count as declined, and hide cases. */
const CAPABILITIES: Readonly<Record<keyof EngineCapabilities, (subject: string, value: unknown) => void>> = {
  microBatches: requireBoolean,
  clipping: requireBoolean,
  maxNorm: requireBoolean,
  denseOnLastAxis: requireBoolean,
  computedIds: requireBoolean,
  layerKinds: namesOf(REFERENCE_CAPABILITIES.layerKinds),
  losses: namesOf(REFERENCE_CAPABILITIES.losses),
  randomSiteKinds: namesOf(REFERENCE_CAPABILITIES.randomSiteKinds),
};

/**
 * Reads the subject that an engine's module exports, and checks every field of it.
 *
 * @param module what importing the module gave.
 * @param name what messages call the module. @default none
 * @throws {InvalidOptionError} if there is no `subject`, or a field is missing, unknown or wrong, naming it.
 * @example
 * requireSubject({ createEngine: createReferenceEngine }); // throws InvalidOptionError
 */
export function requireSubject(module: unknown, name?: string): ConformanceSubject {
  const exported = typeof module === "object" && module !== null ? module : {};
  if (!("subject" in exported)) {
    throw new InvalidOptionError({
      subject: name ?? "the engine's module",
      rule: "must export `subject`",
      received: Object.keys(exported),
      remedy: `Write: export const subject: ConformanceSubject = { name, capabilities, createEngine }; ${REMEDY}`,
    });
  }
  const { subject } = exported;
  const place = name === undefined ? "subject" : `${name}: subject`;
  requireObject(place, subject);
  rejectUnknownOptions(place, subject, Object.keys(FIELDS));
  const given = subject as Readonly<Record<string, unknown>>;
  for (const [field, check] of Object.entries(FIELDS)) {
    if (given[field] === undefined && !NEEDED.includes(field as keyof ConformanceSubject)) continue;
    check(`${place}.${field}`, given[field]);
  }
  return subject as ConformanceSubject;
}

function requireCapabilities(subject: string, value: unknown): void {
  requireObject(subject, value);
  rejectUnknownOptions(subject, value, Object.keys(CAPABILITIES));
  const given = value as Readonly<Record<string, unknown>>;
  requireBoolean(`${subject}.microBatches`, given["microBatches"]);
  for (const [capability, check] of Object.entries(CAPABILITIES)) {
    if (given[capability] !== undefined) check(`${subject}.${capability}`, given[capability]);
  }
}

function requireDeclines(subject: string, value: unknown): void {
  requireObject(subject, value);
  rejectUnknownOptions(subject, value, Object.keys(CAPABILITIES));
  requireTexts(subject, value);
}

function requireKnownFailures(subject: string, value: unknown): void {
  for (const [index, failure] of requireArray(subject, value).entries()) {
    const place = `${subject}[${index}]`;
    requireObject(place, failure);
    rejectUnknownOptions(place, failure, ["case", "reason"]);
    const { case: name, reason } = failure as Readonly<Record<string, unknown>>;
    requireText(`${place}.case`, name);
    requireText(`${place}.reason`, reason);
  }
}

/** What checks a list of names, each one of those that there are. */
function namesOf(known: readonly string[] = []): (subject: string, value: unknown) => void {
  return (subject, value) => {
    for (const [index, name] of requireArray(subject, value).entries()) {
      requireOneOf(`${subject}[${index}]`, name, known, REMEDY);
    }
  };
}

function requireTexts(subject: string, value: unknown): void {
  if (typeof value !== "object" || value === null) throw wrong(subject, "must be an object of texts", value);
  for (const [name, text] of Object.entries(value)) requireText(`${subject}.${name}`, text);
}

function requireObject(subject: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(subject, "must be an object", value);
}

function requireArray(subject: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(subject, "must be an array", value);
}

function requireText(subject: string, value: unknown): void {
  if (typeof value !== "string" || value.trim() === "") throw wrong(subject, "must be a text", value);
}

function requireBoolean(subject: string, value: unknown): void {
  if (typeof value !== "boolean") throw wrong(subject, "must be true or false", value);
}

function requireFunction(subject: string, value: unknown): void {
  if (typeof value !== "function") throw wrong(subject, "must be a function", value);
}

function wrong(subject: string, rule: string, received: unknown): InvalidOptionError {
  return new InvalidOptionError({ subject, rule, received, remedy: REMEDY });
}
