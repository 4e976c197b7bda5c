import { pathToFileURL } from "node:url";
import { requireSubject, type ConformanceSubject } from "@lockstep/conformance";
import { InvalidOptionError } from "@lockstep/core";
import { messageOf } from "../terminal/message-of.ts";
import type { EngineModule } from "./locate-engine.ts";
import { placeOfSyntaxError } from "./place-of-syntax-error.ts";

/**
 * Imports an engine's module into this process and reads its subject.
 *
 * @throws {InvalidOptionError} if it throws as it loads, or exports no subject that could be run.
 */
export async function loadSubject({ name, path }: EngineModule): Promise<ConformanceSubject> {
  const { href } = pathToFileURL(path);
  let module: unknown;
  try {
    module = await import(href);
  } catch (cause) {
    const place = cause instanceof SyntaxError ? placeOfSyntaxError(href) : undefined;
    throw new InvalidOptionError({
      subject: `--engine ${name}`,
      rule: `does not load: ${messageOf(cause).replace(/\.$/, "")}${place === undefined ? "" : `, at ${place}`}`,
      remedy: "It must run in Node as it is; --debug shows where it fails.",
      cause,
    });
  }
  return requireSubject(module, `--engine ${name}`);
}
