import extraLossFile from "../../vectors/losses-extra.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { lossCases } from "./vector-files.ts";

/** The losses beyond the basic two against PyTorch in f64. */
export const extraLossCases: typeof lossCases = casesOf(extraLossFile);
