import { LockstepError } from "@lockstep/core";
import { readModel, type ExternalData } from "../../src/index.ts";

/** The error with which a file, or one of its tensors, is refused. */
export function refusal(bytes: Uint8Array, externalData?: ExternalData): LockstepError {
  try {
    const file = readModel(bytes, externalData === undefined ? {} : { externalData });
    for (const tensor of [...file.initializers.values(), ...file.constants.values()]) tensor.read();
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  throw new Error("the model was read");
}
