import { requireOneOf } from "@lockstep/core/engine";
import { parseScaling } from "./input-scaling.ts";
import { loadParts } from "./load-parts.ts";
import { LOSS_NAMES } from "./loss-name.ts";
import { inspectModel, type ModelSelection } from "./open-model.ts";
import type { OpenedFile } from "./opened-file.ts";
import { prepareTraining, type PreparedTraining } from "./prepare-training.ts";
import type { TrainFlags } from "./train-flags.ts";
import type { TrainSettings } from "./train-settings.ts";

/**
 * Reads the data that the flags name, and brings model and data together as they say.
 *
 * @throws {LockstepError} naming the flag, or what cannot be trained or does not fit.
 */
export function prepareFromFlags(
  file: OpenedFile,
  flags: TrainFlags,
  settings: TrainSettings,
  selection: ModelSelection,
): PreparedTraining {
  const scaling = parseScaling(flags);
  const loss = flags.loss === undefined ? null : requireOneOf("--loss", flags.loss, LOSS_NAMES);
  const inspected = inspectModel(file, selection);
  const data = loadParts(flags, loss ?? undefined);
  return prepareTraining(file, inspected, data, { scaling, loss, settings, selection });
}
