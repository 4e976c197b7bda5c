import checkpointFile from "../../vectors/checkpoints.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** A checkpoint's file, and what has to be read from it. */
export const checkpointCases: readonly VectorCase<
  { bytes: string },
  { rest: object; tensors: Readonly<Record<string, EncodedTensor>> }
>[] = casesOf(checkpointFile);
