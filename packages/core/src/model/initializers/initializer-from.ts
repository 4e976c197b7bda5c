import { CONSTANT_INIT } from "./constant-init.ts";
import { reviveInitializer, type InitializerData, type InitializerDefinition } from "./initializer-definition.ts";
import type { InitializerSpec } from "./initializer-spec.ts";
import { KAIMING_NORMAL } from "./kaiming-normal.ts";
import { KAIMING_UNIFORM } from "./kaiming-uniform.ts";
import { LECUN_NORMAL } from "./lecun-normal.ts";
import { NORMAL_INIT } from "./normal-init.ts";
import { TRUNCATED_NORMAL_INIT } from "./truncated-normal-init.ts";
import { UNIFORM_INIT } from "./uniform-init.ts";
import { XAVIER_NORMAL } from "./xavier-normal.ts";
import { XAVIER_UNIFORM } from "./xavier-uniform.ts";

/** Every kind of initialiser there is. */
const DEFINITIONS: {
  readonly [Kind in InitializerSpec["kind"]]: InitializerDefinition<Extract<InitializerSpec, { kind: Kind }>>;
} = {
  constant: CONSTANT_INIT,
  "kaiming-normal": KAIMING_NORMAL,
  "kaiming-uniform": KAIMING_UNIFORM,
  "lecun-normal": LECUN_NORMAL,
  normal: NORMAL_INIT,
  "truncated-normal": TRUNCATED_NORMAL_INIT,
  uniform: UNIFORM_INIT,
  "xavier-normal": XAVIER_NORMAL,
  "xavier-uniform": XAVIER_UNIFORM,
};

/**
 * An initialiser from its data, as JSON or a structured clone holds them. `modelFrom` does so with those of its layers.
 *
 * @param subject how messages call it. @default "initializer"
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 * @example
 * initializerFrom({ kind: "normal", standardDeviation: 0.02 });
 */
export function initializerFrom(data: unknown, subject = "initializer"): InitializerSpec {
  const definitions = DEFINITIONS as unknown as Readonly<Record<string, InitializerDefinition<InitializerData>>>;
  return reviveInitializer(definitions, subject, data) as InitializerSpec;
}
