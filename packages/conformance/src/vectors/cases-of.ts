import { layerFrom, modelFrom } from "@lockstep/core";
import { clauseOf } from "./clause-of.ts";

/** What of a vector file's type can be relied on: the JSON's inferred type is a union of every case's own. */
interface VectorFile {
  readonly clauses: object;
  readonly cases: readonly { readonly id: string; readonly input?: object }[];
}

/**
 * The cases of a file, each with the clauses that it proves.
 *
 * @param prefixes only those whose ids begin with one of these and a dot. @default all
 */
export function casesOf<Case>({ clauses, cases }: VectorFile, ...prefixes: readonly string[]): readonly Case[] {
  const wanted = cases.filter(
    ({ id }) => prefixes.length === 0 || prefixes.some((prefix) => id.startsWith(`${prefix}.`)),
  );
  return wanted.map((vector) => ({
    ...vector,
    ...(vector.input === undefined ? {} : { input: revive(vector.input) }),
    clause: clauseOf(clauses as Readonly<Record<string, string>>, vector.id),
  })) as unknown as readonly Case[];
}

/** Gives models and layers, which files hold as data, their meaning. */
function revive(input: object): object {
  const { model, layer } = input as { readonly model?: unknown; readonly layer?: unknown };
  return {
    ...input,
    ...(model === undefined ? {} : { model: modelFrom(model) }),
    ...(layer === undefined ? {} : { layer: layerFrom(layer) }),
  };
}
