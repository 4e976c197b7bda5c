import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";
import type { ModelFile } from "../model-file/model-file.ts";
import { noParametersFailure } from "./no-parameters-failure.ts";

/** Which parameters are trained: names, in which `*` stands for anything, or regular expressions. */
export type TrainableSelection = string | RegExp | readonly (string | RegExp)[];

/**
 * The names of the stored tensors that are trained, in the file's order.
 *
 * @param candidates what the file's operators have learnt; a name that is given in full may be another f32 tensor.
 * @throws {InvalidOptionError} if a pattern fits no parameter, or there is none.
 * @throws {UnsupportedOptionError} if a tensor that is named has elements of another type, or what the weights are in is refused.
 */
export function selectTrainable(
  subject: string,
  file: ModelFile,
  candidates: readonly string[],
  selection: TrainableSelection | undefined,
): readonly string[] {
  if (selection === undefined) {
    if (candidates.length > 0) return candidates;
    throw noParametersFailure(subject, file);
  }
  const patterns = Array.isArray(selection)
    ? (selection as readonly (string | RegExp)[])
    : [selection as string | RegExp];
  if (patterns.length === 0) {
    throw new InvalidOptionError({
      subject: `${subject}: trainable`,
      rule: "must fit a parameter",
      received: patterns,
      remedy: "Leave it out to train all.",
    });
  }
  const chosen = new Set(patterns.flatMap((pattern) => matches(subject, file, candidates, pattern)));
  return [...file.initializers.keys()].filter((name) => chosen.has(name));
}

function matches(
  subject: string,
  file: ModelFile,
  candidates: readonly string[],
  pattern: string | RegExp,
): readonly string[] {
  if (typeof pattern !== "string" && !(pattern instanceof RegExp)) {
    throw new InvalidOptionError({
      subject: `${subject}: trainable`,
      rule: "must be names, patterns such as classifier.*, or regular expressions",
      received: pattern,
    });
  }
  const named = typeof pattern === "string" ? file.initializers.get(pattern) : undefined;
  if (named !== undefined) {
    if (named.elementType === "float32") return [named.name];
    throw new UnsupportedOptionError({
      subject: `${subject}: trainable`,
      rule: "must name tensors of type float32",
      received: `${named.name} of type ${named.elementType}`,
      remedy: "Leave it out, or export the model in float32.",
    });
  }
  const expression =
    typeof pattern === "string" ? wildcard(pattern) : new RegExp(pattern.source, pattern.flags.replace(/[gy]/gu, ""));
  const found = candidates.filter((name) => expression.test(name));
  if (found.length > 0) return found;
  throw new InvalidOptionError({
    subject: `${subject}: trainable`,
    rule: "must fit a parameter",
    received: String(pattern),
    remedy: `${suggestion(pattern, candidates)}The model's parameters: ${candidates.slice(0, 20).join(", ")}${candidates.length > 20 ? ", ..." : ""}.`,
  });
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

/** A module's name without its parameters is what people type first. */
function suggestion(pattern: string | RegExp, candidates: readonly string[]): string {
  if (typeof pattern !== "string") return "";
  const within = `${pattern.replace(/[.*]+$/u, "")}.`;
  return candidates.some((name) => name.startsWith(within)) ? `Did you mean "${within}*"? ` : "";
}
