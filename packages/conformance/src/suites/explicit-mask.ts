import { keepBits, type DropoutMask, type ExplicitMask } from "@lockstep/core";
import { expectThat } from "../check/conformance-failure.ts";

/** A mask of bits with its bits written out. */
export function explicitMask(mask: DropoutMask): ExplicitMask {
  expectThat(mask.source !== "noise", "noise has no bits");
  const { scale, offset = 0, fill = 0, shape } = mask;
  return { source: "explicit", keep: keepBits(mask), scale, offset, fill, shape };
}
