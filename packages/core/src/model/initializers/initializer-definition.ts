import { rejectUnknownOptions, requireOneOf } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { Initializer } from "../initializer.ts";

/** An initialiser as plain data: its kind and the options of that kind. */
export interface InitializerData {
  readonly kind: string;
}

/** Everything about one kind of initialiser. */
export interface InitializerDefinition<Spec extends InitializerData> {
  readonly kind: Spec["kind"];
  /** Names of its options. */
  readonly options: readonly string[];
  /** Remedies for names that people bring from other libraries. @default none */
  readonly hints?: Readonly<Record<string, string>>;
  /** Whether it looks at how many inputs and outputs a weight has, which a bias does not tell. */
  readonly needsFans: boolean;
  /** Checks the options and fills in the defaults. */
  readonly check: (subject: string, options: Readonly<Record<string, unknown>>) => Spec;
  /** How it draws. */
  readonly law: (spec: Spec) => Initializer;
}

const DEFINITION: unique symbol = Symbol("definition");

/**
 * Makes an initialiser: its checked data, frozen, and the definition of its kind beside them, not enumerable, as
 * `makeLayer` does it and for the same reason: a model carries the laws that it draws by, and no other.
 *
 * @throws {InvalidOptionError} naming the option that is wrong or unknown.
 */
export function makeInitializer<Spec extends InitializerData>(
  definition: InitializerDefinition<Spec>,
  subject: string,
  options: Readonly<Record<string, unknown>>,
): Spec {
  rejectUnknownOptions(subject, options, definition.options, definition.hints);
  return initializerOf(definition, definition.check(subject, options));
}

/** An initialiser of checked data, as {@link makeInitializer} makes it. */
export function initializerOf<Spec extends InitializerData>(definition: InitializerDefinition<Spec>, data: Spec): Spec {
  return Object.freeze(Object.defineProperty({ ...data }, DEFINITION, { value: definition }));
}

/** The definition of an initialiser's kind. @throws {InvalidOptionError} if {@link makeInitializer} did not make it */
export function definitionOfInitializer(subject: string, initializer: unknown): InitializerDefinition<InitializerData> {
  const definition =
    typeof initializer === "object" && initializer !== null
      ? (initializer as { readonly [DEFINITION]?: InitializerDefinition<InitializerData> })[DEFINITION]
      : undefined;
  if (definition === undefined) throw notAnInitializer(subject, initializer);
  return definition;
}

/** An initialiser from its data, or as it is if it is made already. */
export function reviveInitializer(
  definitions: Readonly<Record<string, InitializerDefinition<InitializerData>>>,
  subject: string,
  initializer: unknown,
): InitializerData {
  if (typeof initializer !== "object" || initializer === null || !("kind" in initializer)) {
    throw notAnInitializer(subject, initializer);
  }
  const { kind: given, ...options } = initializer as Readonly<Record<string, unknown>>;
  const kind = requireOneOf(`${subject}: kind`, given, Object.keys(definitions), HINTS[normalized(given)]);
  return makeInitializer(definitions[kind]!, `${subject} (${kind})`, options);
}

const ORTHOGONAL =
  "There is none: it takes a QR decomposition, whose signs and roundings differ between libraries. Draw the weights elsewhere and load them.";

/** By a name's letters: what to write instead. */
const HINTS: Readonly<Record<string, string>> = {
  glorotuniform: "Write xavierUniform().",
  glorotnormal: "Write xavierNormal(); Keras's is cut at two standard deviations, as truncatedNormalInit is.",
  xavieruniform: "Write xavierUniform().",
  xaviernormal: "Write xavierNormal().",
  heuniform: "Write kaimingUniform().",
  henormal: "Write kaimingNormal(); Keras's is cut at two standard deviations, as truncatedNormalInit is.",
  kaiminguniform: "Write kaimingUniform().",
  kaimingnormal: "Write kaimingNormal().",
  lecunnormal: "Write lecunNormal().",
  zeros: "Write zerosInit().",
  ones: "Write onesInit().",
  orthogonal: ORTHOGONAL,
};

function normalized(name: unknown): string {
  return typeof name === "string" ? name.toLowerCase().replaceAll(/[^a-z]/g, "") : "";
}

function notAnInitializer(subject: string, initializer: unknown): InvalidOptionError {
  const data = typeof initializer === "object" && initializer !== null && "kind" in initializer;
  return new InvalidOptionError({
    subject,
    rule: "must be an initialiser",
    received: initializer,
    remedy:
      HINTS[normalized(initializer)] ??
      (data ? "One from JSON is made by initializerFrom(json)." : "Write kaimingUniform(), say."),
  });
}
