import { pathToFileURL } from "node:url";
import { requireSubject, type ConformanceSubject } from "@lockstep/conformance";
import { InvalidOptionError } from "@lockstep/core";
import { messageOf } from "../terminal/report-error.ts";
import type { EngineModule } from "./locate-engine.ts";

/**
 * Imports an engine's module into this process and reads its subject.
 *
 * @throws {InvalidOptionError} if it throws as it loads, or exports no subject that could be run.
 */
export async function loadSubject({ name, path }: EngineModule): Promise<ConformanceSubject> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new InvalidOptionError({
      subject: `--engine ${name}`,
      rule: `does not load: ${messageOf(cause).replace(/\.$/, "")}`,
      remedy: "It must run in Node as it is; --debug shows where it fails.",
      cause,
    });
  }
  return requireSubject(module, `--engine ${name}`);
}
