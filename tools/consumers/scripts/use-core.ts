import { dropoutMask, keepBits } from "@lockstep/core";
import { ALL_CAPABILITIES } from "@lockstep/core/engine";
import { drawKeepBits } from "@lockstep/core/masks";
import { REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { trainReference } from "./train-reference.js";

const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 64] });
const printed = {
  run: await trainReference(),
  // From both entries, which must be one package to each other.
  sameMasks: keepBits(mask).join() === drawKeepBits(mask).join(),
  declines: (ALL_CAPABILITIES.layerKinds ?? []).filter((kind) => !REFERENCE_CAPABILITIES.layerKinds?.includes(kind)),
};
console.log(JSON.stringify(printed));
