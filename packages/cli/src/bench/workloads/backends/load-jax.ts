import { MissingDependencyError } from "@lockstep/core";
import type * as jaxModule from "@jax-js/jax";

/** An optional peer. */
const JAX_PACKAGE = "@jax-js/jax";

/** jax-js's namespace. */
export type Jax = typeof jaxModule;

/**
 * Loads jax-js with its wasm backend.
 *
 * @throws {MissingDependencyError} if it is not installed.
 */
export async function loadJax(): Promise<Jax> {
  // It asks the navigator for a GPU, which Node has none of before version 21.
  const host = globalThis as { navigator?: unknown };
  host.navigator ??= {};
  const jax = await importJax();
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return jax;
}

async function importJax(): Promise<Jax> {
  try {
    return await import("@jax-js/jax");
  } catch (cause) {
    throw new MissingDependencyError({
      subject: JAX_PACKAGE,
      rule: "is not installed",
      remedy: `Run: npm install --save-dev ${JAX_PACKAGE}`,
      cause,
    });
  }
}
